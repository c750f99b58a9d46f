/** Whether the field for a config node names one; `_ADD_` is Node-RED's word for none in an open dialog. */
export function isChosen(id: string): boolean {
  return id !== '' && id !== '_ADD_';
}

/** Saves the user a choice: if there is only one gc-agent, a new node is for it. */
export function chooseAgent(node: { id: string; z: string; agent: string }): void {
  node.agent = onlyFor(node, 'gc-agent', node.agent);
}

/** Saves the user a choice: if there is only one gc-calendar, a new node uses it. */
export function chooseCalendar(node: { id: string; z: string; calendar: string }): void {
  node.calendar = onlyFor(node, 'gc-calendar', node.calendar);
}

/** The only config node of a type that a new node can use; what is chosen, where there are others. */
function onlyFor({ id, z }: { id: string; z: string }, type: string, chosen: string): string {
  const only = onlyOf(configNodes(type).filter((config) => isInReach(config, z)));
  return !RED.nodes.node(id) && !chosen && only !== undefined ? only.id : chosen;
}

/**
 * Saves the user a choice: a new node takes the only connection that it can use; of several, the only one scoped to its
 * flow, or else the one that was used last, in its flow or in any.
 */
export function chooseConnection(
  node: { id: string; z: string; connection: string },
  filter: (config: ConfigNode) => boolean = () => true,
): void {
  const all = configNodes('gc-connection').filter((config) => isInReach(config, node.z) && filter(config));
  const scoped = all.filter(({ z }) => z === node.z);
  const chosen = onlyOf(all)?.id ?? onlyOf(scoped)?.id ?? lastUsed(all, node.z);
  if (!RED.nodes.node(node.id) && !node.connection && chosen !== undefined) {
    node.connection = chosen;
  }
}

function onlyOf(configs: readonly ConfigNode[]): ConfigNode | undefined {
  return configs.length === 1 ? configs[0] : undefined;
}

/** The connection of the node that was added last to a flow, or else to any. */
function lastUsed(connections: readonly ConfigNode[], flow: string): string | undefined {
  let [here, anywhere]: (string | undefined)[] = [];
  RED.nodes.eachNode(({ z, connection }) => {
    if (connections.some(({ id }) => id === connection)) {
      anywhere = String(connection);
      here = z === flow ? anywhere : here;
    }
  });
  return here ?? anywhere;
}

/** All of a type, deployed or not. */
export function configNodes(type: string): ConfigNode[] {
  const found: ConfigNode[] = [];
  RED.nodes.eachConfig((config) => {
    if (config.type === type) {
      found.push(config);
    }
  });
  return found;
}

function isInReach(config: ConfigNode, flow: string): boolean {
  return !config.d && (!config.z || config.z === flow);
}

/** Whether the field for a config node names one; `_ADD_` is Node-RED's word for none in an open dialog. */
export function isChosen(id: string): boolean {
  return id !== '' && id !== '_ADD_';
}

/** Saves the user a choice: if a new node can use only one config node of the type, it is that one. */
export function chooseTheOnly(
  node: { id: string; z: string },
  property: string,
  type: string,
  filter: (config: ConfigNode) => boolean = () => true,
): void {
  const properties = node as unknown as Record<string, unknown>;
  const isNew = !RED.nodes.node(node.id);
  const [only, ...others] = configNodes(type).filter((config) => isInReach(config, node.z) && filter(config));
  if (isNew && !properties[property] && only && others.length === 0) {
    properties[property] = only.id;
  }
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

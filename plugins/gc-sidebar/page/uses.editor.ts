import { configNodes } from '../../../lib/editor/config-nodes';
import type { SidebarRow } from '../news';

const { compare } = new Intl.Collator(undefined, { numeric: true });

/** A node that the editor can show. */
export interface Use {
  readonly id: string;
  readonly label: string;
}

/** The nodes of the flows that a row is about: those that use the connection, or name the agent. */
export function usesOf(row: SidebarRow): Use[] {
  const { kind, connection } = row;
  if (kind === 'unread') {
    return [];
  }
  const isUse = (node: ConfigNode) =>
    kind === 'connection' ? node['connection'] === connection : namesAgent(node, row.agentId);
  const own = kind === 'connection' ? RED.nodes.node(connection) : undefined;
  const others: ConfigNode[] = [];
  const visit = (node: ConfigNode) => {
    if (isUse(node)) {
      others.push(node);
    }
  };
  RED.nodes.eachConfig(visit);
  RED.nodes.eachNode(visit);
  return [...(own ? [own] : []), ...others].map((node) => ({ id: node.id, label: labelOf(node) }));
}

/** What a connection is called, also before it has a name. */
export function connectionName(id: string): string {
  const node = RED.nodes.node(id);
  return node ? RED.utils.getNodeLabel(node, id) : id;
}

/** The flow that a connection is scoped to, where others have the same name. */
export function flowOfNamesake(id: string): string | undefined {
  const name = connectionName(id);
  const namesakes = configNodes('gc-connection').filter((other) => connectionName(other.id) === name);
  const { z = '' } = RED.nodes.node(id) ?? {};
  return namesakes.length > 1 ? (RED.nodes.workspace(z)?.label ?? RED.nodes.subflow(z)?.name) : undefined;
}

/** The name of a connection, with its flow where others have the same name. */
export function connectionLabel(id: string): string {
  const flow = flowOfNamesake(id);
  return flow === undefined ? connectionName(id) : `${connectionName(id)} (${flow})`;
}

/** Sorts connections by what they are called. */
export function compareConnections(one: string, other: string): number {
  return compare(connectionLabel(one), connectionLabel(other));
}

function labelOf(node: ConfigNode): string {
  return `${node.type}: ${RED.utils.getNodeLabel(node, node.id)}`;
}

/** By a gc-agent, by a login id, or in a list of login ids. */
function namesAgent({ type, ...node }: ConfigNode, agentId: string): boolean {
  const fixed = type === 'gc-agent' || node['agentIdType'] === 'str' ? node['agentId'] : undefined;
  const chosen = RED.nodes.node(String(node['agent']))?.['agentId'];
  const listed = typeof node['agents'] === 'string' ? node['agents'].split(',') : [];
  return [fixed, chosen, ...listed.map((id) => id.trim())].includes(agentId);
}

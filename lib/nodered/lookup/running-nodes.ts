import type { EventEmitter } from 'node:events';
import type { Node, NodeAPI } from 'node-red';

/** A node in an instance of a subflow: it has an id of its own, and that of its template as `_alias`. */
type InstanceNode = Node & { readonly _alias?: string };

/** By the events of the Node-RED: our nodes in instances of subflows, of which Node-RED lists the templates only. */
const instances = new WeakMap<EventEmitter, Set<InstanceNode>>();

/** Remembers a node that is in an instance of a subflow, until it closes. */
export function noteInstance(RED: NodeAPI, node: InstanceNode): void {
  if (node._alias === undefined) {
    return;
  }
  const nodes = instances.get(RED.events) ?? new Set<InstanceNode>();
  instances.set(RED.events, nodes.add(node));
  node.on('close', () => {
    nodes.delete(node);
  });
}

/** All nodes of one of our types that run, those in instances of subflows included. */
export function runningNodes<N extends Node>(RED: NodeAPI, type: string): N[] {
  const found: Node[] = [];
  RED.nodes.eachNode((saved) => {
    const node = saved.type === type ? (RED.nodes.getNode(saved.id) as Node | null) : null;
    if (node !== null) {
      found.push(node);
    }
  });
  return [...found, ...instancesOf(RED, type)] as N[];
}

/** The node of a type with this id; for one in the template of a subflow, the node in the first instance. */
export function runningNode<N extends Node>(RED: NodeAPI, type: string, id: string): N | undefined {
  const node = RED.nodes.getNode(id) as N | null;
  return node?.type === type
    ? node
    : (instancesOf(RED, type).find(({ _alias }) => _alias === id) as N | undefined);
}

function instancesOf(RED: NodeAPI, type: string): InstanceNode[] {
  return [...(instances.get(RED.events) ?? [])].filter((node) => node.type === type);
}

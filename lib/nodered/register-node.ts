import type { Node, NodeAPI, NodeConstructor, NodeCredentials, NodeDef } from 'node-red';
import { migrate } from '../migration';

/** Registers a node type. Its constructor gets the node's properties as this version of the package understands them. */
export function registerNode<N extends Node<Credentials>, Config extends NodeDef, Credentials extends object>(
  RED: NodeAPI,
  type: string,
  construct: NodeConstructor<N, Config, Credentials>,
  options?: { credentials: NodeCredentials<Credentials> },
): void {
  function MigratedNode(this: N, saved: Config): void {
    // Not a copy: Node-RED keeps the flow of the node on this object, where a copy does not see it.
    construct.call(this, Object.assign(saved, migrate(type, saved)));
  }
  RED.nodes.registerType(type, MigratedNode, options);
}

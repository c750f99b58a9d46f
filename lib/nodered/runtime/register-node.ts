import type { Node, NodeAPI, NodeConstructor, NodeCredentials, NodeDef } from 'node-red';
import { migrate } from '../../migration';
import type { GcError } from '../../protocol';
import { onInput } from './input';
import { noteInstance } from '../lookup/running-nodes';
import { statuses } from './status';
import { configProblem } from '../fields/variables';
import { errorText, useLanguageOf } from '../language/in-language';

/**
 * Registers a node type. Its constructor gets the node's properties as this version of the package understands them. A
 * node with a field that names an environment variable which does not exist is not constructed: its status says so, and
 * each message ends with the error. Nodes with credentials check their fields themselves.
 */
export function registerNode<N extends Node<Credentials>, Config extends NodeDef, Credentials extends object>(
  RED: NodeAPI,
  type: string,
  construct: NodeConstructor<N, Config, Credentials>,
  options?: { credentials: NodeCredentials<Credentials> },
): void {
  useLanguageOf(RED);
  function MigratedNode(this: N, saved: Config): void {
    // Not a copy: Node-RED keeps the flow of the node on this object, where a copy does not see it.
    const config = Object.assign(saved, migrate(type, saved));
    const problem = options === undefined ? configProblem(config) : undefined;
    if (problem === undefined) {
      construct.call(this, config);
      noteInstance(RED, this);
    } else {
      refuseMessages(RED, this, config, problem);
    }
  }
  RED.nodes.registerType(type, MigratedNode, options);
}

function refuseMessages(RED: NodeAPI, node: Node, config: NodeDef, problem: GcError): void {
  RED.nodes.createNode(node, config);
  node.status(statuses.misconfigured);
  node.error(errorText(problem));
  onInput(node, () => Promise.reject(problem));
}

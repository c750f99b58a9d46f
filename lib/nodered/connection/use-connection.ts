import type { Node, NodeAPI } from 'node-red';
import { findDisabled, noConnection } from '../lookup/disabled';
import { statuses, statusOfDisabled } from '../runtime/status';
import type { Listener } from './audience';
import type { ConnectionNode, SharedConnection } from './shared-connection';
import { errorText } from '../language/in-language';

/**
 * Makes a node a user of the gc-connection it names, until it closes. Returns undefined, with a red status and one
 * line in the log, where there is no such node: not chosen, disabled, or not deployed.
 */
export function useConnection(
  RED: NodeAPI,
  node: Node,
  id: string | undefined,
  listener?: Listener,
): SharedConnection | undefined {
  const connection = RED.nodes.getNode(id ?? '') as Partial<ConnectionNode> | null;
  const shared = connection?.shared;
  if (shared === undefined) {
    const disabled = findDisabled(RED, id ?? '');
    node.status(disabled === undefined ? statuses.missing : statusOfDisabled(RED, disabled.name));
    node.error(errorText(noConnection(RED, id)));
    return undefined;
  }
  shared.register(node, listener);
  node.on('close', () => {
    shared.deregister(node);
  });
  return shared;
}

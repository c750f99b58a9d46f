import type { Node, NodeStatus } from 'node-red';
import type { Privacy } from '../../privacy';

const privacies = new WeakMap<Node, Privacy>();
const logging = ['log', 'warn', 'error', 'debug', 'trace'] as const;

/**
 * Lets a node show and log nothing that is personal, whoever calls its methods: so no text can be forgotten. Errors that
 * go to Catch nodes are concealed, the messages that they are about belong to the flow and stay.
 */
export function concealOutput(node: Node, privacy: Privacy | undefined): void {
  if (privacy === undefined || privacies.has(node)) {
    return;
  }
  privacies.set(node, privacy);
  for (const method of logging) {
    const write = node[method].bind(node) as (text: unknown, ...others: unknown[]) => void;
    Object.assign(node, {
      [method]: (text: unknown, ...others: unknown[]) => {
        write(privacy.error(text), ...others);
      },
    });
  }
  const show = node.status.bind(node);
  node.status = (status) => {
    show(typeof status === 'string' ? privacy.text(status) : withoutPersonal(status, privacy));
  };
}

/** An error with which a message of a node ends, without what is personal. */
export function concealedBy(node: Node, error: Error): Error {
  return privacies.get(node)?.error(error) ?? error;
}

function withoutPersonal(status: NodeStatus, privacy: Privacy): NodeStatus {
  return typeof status.text === 'string' ? { ...status, text: privacy.text(status.text) } : status;
}

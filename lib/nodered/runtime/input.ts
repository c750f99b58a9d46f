import type { Node, NodeMessage, NodeMessageInFlow } from 'node-red';
import type { FirstOutcome } from '../../client';
import { GcError, thrownText } from '../../protocol';
import { errorText, inLanguage } from '../language/in-language';
import { log } from '../language/phrases';
import { concealedBy } from '../privacy/conceal-output';
import { orRedeployed } from './redeployed';

/** A message for the first output, or one for each. */
export type Sent = NodeMessage | (NodeMessage | null)[];

export type Send = (sent: Sent) => void;

/** What a node does with a message: returns what to send on, or sends it itself and returns nothing. */
export type InputHandler = (message: NodeMessageInFlow, send: Send) => Promise<Sent | undefined>;

/**
 * The one way in which our nodes take messages: every message ends in exactly one `done`, and nothing that is
 * thrown or rejected gets past it (a rejected promise in an input handler would end Node-RED).
 */
export function onInput(node: Node, handle: InputHandler): void {
  let isClosing = false;
  node.on('close', () => {
    isClosing = true;
  });
  node.on('input', (message, send, done) => {
    run(handle, message, send)
      .catch((error: unknown) => concealedBy(node, catchable(isClosing ? orRedeployed(error) : error)))
      .then(done)
      .catch((error: unknown) => {
        // `done` itself has failed, and so would an error that Node-RED hands on to the Catch nodes.
        node.warn(inLanguage(log('endNotReported', { why: errorText(error) })));
      });
  });
}

async function run(handle: InputHandler, message: NodeMessageInFlow, send: Send): Promise<undefined> {
  const result = await handle(message, send);
  if (result !== undefined) {
    send(result);
  }
}

/**
 * A Catch node hands on message, code and cause of an error, nothing else: the details go into the cause, beside what
 * came of the first command with a repeated key.
 */
export function catchable(error: unknown): Error {
  if (!(error instanceof GcError)) {
    return error instanceof Error ? error : new Error(thrownText(error));
  }
  const { origin, userMessage, retryable, command, agentId, dialogId } = error;
  const whatToDo = inLanguage(error.phrase.values.whatToDo);
  const details = { origin, whatToDo, userMessage, retryable, command, agentId };
  const first = error.code === 'GC_REPEATED_KEY' ? (error.cause as FirstOutcome) : undefined;
  error.message = errorText(error);
  error.cause = { dialogId, ...first, ...details };
  // Node-RED puts the name before the message, which is written for people.
  error.name = '';
  return error;
}

import type { Node, NodeAPI, NodeDef } from 'node-red';
import { GcError } from '../../protocol';
import { useConnection } from '../connection/use-connection';
import { noConnection } from '../lookup/disabled';
import { onClose } from '../runtime/close';
import type { GcMessage } from '../runtime/command-node';
import { onInput } from '../runtime/input';
import { ownPlaceOf } from '../runtime/place';
import { HeldMessages, type HeldTask, type Holder } from './held-messages';
import { InTurn } from './in-turn';
import { KeptMessages } from './kept-messages';
import { say } from '../language/phrases';

/** What all nodes that hold messages have in their dialogs. */
export interface HoldingNodeConfig extends NodeDef {
  connection?: string;
  /** Whether messages that wait are written down, and go on waiting after a restart. */
  outlivesRestart?: boolean;
}

type IncomingMessage = GcMessage & { reset?: unknown };

/** Makes a node one that holds messages, and drops them at one with `msg.reset`. */
export function holdingNode<Task extends HeldTask>(
  RED: NodeAPI,
  node: Node,
  config: HoldingNodeConfig,
  holder: Holder<Task>,
): void {
  const connection = useConnection(RED, node, config.connection);
  const kept =
    connection !== undefined && config.outlivesRestart
      ? new KeptMessages(node, () => connection.store(), `waiting in ${ownPlaceOf(RED, node)}`)
      : undefined;
  const held = connection && new HeldMessages(node, connection, kept, holder);
  // Reading a message may take a while, and a reset is for all that have come before it.
  const reading = new InTurn();
  onClose(node, () => held?.close());

  onInput(node, async (message: IncomingMessage, send) => {
    if (message.reset !== undefined) {
      await reading.run(() => held?.drop(subjectOf(message)));
      return undefined;
    }
    if (connection === undefined || held === undefined) {
      throw noConnection(RED, config.connection);
    }
    const { end } = await reading.run(async () => {
      const client = await connection.client();
      const task = await holder.taskOf(message, client);
      return { end: held.hold(message, task, client, send) };
    });
    await end;
    return undefined;
  });

  if (kept !== undefined) {
    void connection?.begin(node, (client) => void held?.goOn(client), 'has begun');
  }
}

/** Whom a message is about that resets the node. */
function subjectOf({ agentId, dialogId }: GcMessage) {
  return {
    ...(agentId === undefined ? {} : { agentId: String(agentId) }),
    ...(dialogId === undefined ? {} : { dialogId: String(dialogId) }),
  };
}

/** More than a timer can count is not meant. */
const mostSeconds = 1_000_000;

/**
 * The time to wait that a field says, in milliseconds.
 *
 * @throws {GcError} GC_INVALID_PARAMETER
 */
export function waitingMs(value: unknown): number {
  const isGiven = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const seconds = isGiven ? Number(value) : NaN;
  if (!(seconds >= 0 && seconds <= mostSeconds)) {
    const detail = say('mustBeSeconds', { what: say('timeToWait'), min: 0, max: mostSeconds });
    throw new GcError('GC_INVALID_PARAMETER', { detail });
  }
  return 1000 * seconds;
}

/** Whether a time to wait that was written down is one. */
export function isWaitingMs(written: unknown): written is number {
  return typeof written === 'number' && written >= 0 && written <= 1000 * mostSeconds;
}

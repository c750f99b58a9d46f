import type { Node, NodeAPI, NodeDef } from 'node-red';
import { GcError } from '../../lib/protocol';
import { onInput, plainCopy, registerNode, TypedField, useConnection, waitUntil } from '../../lib/nodered';
import type { AnyEvent, GcMessage, TypedConfig } from '../../lib/nodered';
import { ConditionField, type Condition, type ConditionConfig, type Situation } from './condition';
import { InTurn } from './in-turn';
import { WaitingMessages } from './waiting-messages';

interface WaitConfig extends NodeDef, ConditionConfig, TypedConfig<'seconds'> {
  connection?: string;
}

type WaitMessage = GcMessage & { reset?: unknown };

export = (RED: NodeAPI): void => {
  function GcWaitNode(this: Node, config: WaitConfig): void {
    RED.nodes.createNode(this, config);
    const connection = useConnection(RED, this, config.connection);
    const conditions = new ConditionField(RED, this, config);
    const seconds = new TypedField(RED, this, config, 'seconds');
    const waiting = new WaitingMessages();
    // Reading a message may take a while, and a reset is for all that have come before it.
    const reading = new InTurn();
    this.on('close', () => {
      waiting.close();
    });

    /** Reads what a message waits for, and begins to wait. */
    const begin = async (message: WaitMessage) => {
      if (connection === undefined) {
        throw new GcError('GC_NO_CONNECTION');
      }
      const condition = await conditions.read(message, await connection.client());
      const timeoutMs = 1000 * readSeconds(await seconds.read(message));
      const { agentId } = condition.subject;
      const end = waiting.keep(condition.subject, (signal) =>
        waitUntil({ connection, node: this, agentId, timeoutMs, signal }, (event) => metBy(condition, event)),
      );
      return { condition, end };
    };

    onInput(this, async (message: WaitMessage) => {
      if (message.reset !== undefined) {
        await reading.run(() => {
          waiting.drop(subjectOf(message));
        });
        return undefined;
      }
      const begunAt = performance.now();
      const { condition, end } = await reading.run(() => begin(message));
      const result = await end;
      if (result === 'stopped') {
        return undefined;
      }
      const isMet = result !== 'time is up';
      message.gc = {
        outcome: isMet ? 'met' : 'time-is-up',
        ...condition.subject,
        ...plainCopy(isMet ? result : condition.look().situation),
        seconds: Math.round(performance.now() - begunAt) / 1000,
      };
      return isMet ? [message, null] : [null, message];
    });
  }

  registerNode(RED, 'gc-wait', GcWaitNode);
};

function metBy(condition: Condition, event?: AnyEvent): Situation | undefined {
  const { isMet, situation } = condition.look(event);
  return isMet ? situation : undefined;
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

function readSeconds(value: unknown): number {
  const isGiven = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  const seconds = isGiven ? Number(value) : NaN;
  if (!(seconds >= 0 && seconds <= mostSeconds)) {
    const detail = `the time to wait must be a number of seconds from 0 to ${mostSeconds}`;
    throw new GcError('GC_INVALID_PARAMETER', { detail });
  }
  return seconds;
}

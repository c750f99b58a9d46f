import type { Node } from 'node-red';
import type { GcClient } from '../../lib/client';
import { keepTicket, plainCopy, waitUntil } from '../../lib/nodered';
import type { AnyEvent, GcMessage, KeptMessage, KeptMessages, SharedConnection } from '../../lib/nodered';
import { GcError } from '../../lib/protocol';
import { askedIn, conditionFor, type Asked, type Condition, type Situation } from './condition';
import { WaitingMessages, type Subject } from './waiting-messages';

/** The message for one of the two outputs. */
type Out = [met: GcMessage | null, timeIsUp: GcMessage | null];

/** What a message waits for, and how long at most; this is written down with it. */
interface Task {
  readonly asked: Asked;
  readonly timeoutMs: number;
}

/** More than a timer can count is not meant. */
export const mostSeconds = 1_000_000;

/** A message that waits. */
interface Wait extends Task {
  readonly message: GcMessage;
  readonly condition: Condition;
  /** How long it has waited before this process, in milliseconds. */
  readonly ageMs: number;
  /** Writes it down, where that has to be done yet; resolves with what it is called there, if it is written down. */
  readonly write: () => Promise<string | undefined>;
}

/** The waiting of a node: over restarts, where it is given where messages are kept. */
export class Waits {
  readonly #waiting = new WaitingMessages();

  constructor(
    private readonly node: Node,
    private readonly connection: SharedConnection,
    private readonly kept: KeptMessages | undefined,
  ) {}

  /** Holds a message until it leaves the node, if it does. Rejects with what keeps it from waiting. */
  async hold(message: GcMessage, task: Task, client: GcClient, send: (out: Out) => void): Promise<void> {
    this.#waiting.checkRoom(task.asked.subject);
    const condition = conditionFor(task.asked, client, false);
    const write = async () => this.kept?.keep(message, task, task.timeoutMs);
    await this.#wait({ ...task, message, condition, ageMs: 0, write }, send);
  }

  /** Goes on with what was written down before this process, or before a deploy. Never rejects. */
  async goOn(client: GcClient): Promise<void> {
    await this.kept?.goOn((one) => void this.#goOnWith(one, client));
  }

  /** Ends the waiting of all messages for this agent and this call; none named: for any. */
  drop(subject: Partial<Subject>): void {
    this.#waiting.drop(subject);
  }

  /** What is written down waits for the next node, or process. */
  async close(): Promise<void> {
    this.#waiting.close();
    await this.kept?.close();
  }

  /** Never rejects. */
  async #goOnWith({ id, message, task: written, ageMs }: KeptMessage, client: GcClient): Promise<void> {
    const task = taskIn(written);
    if (task === undefined) {
      this.node.warn('A message that was written down cannot be read, and is given up.');
      await this.kept?.drop(id);
      return;
    }
    const isOfEarlierClient = performance.now() - ageMs < this.connection.openSince;
    const condition = conditionFor(task.asked, client, isOfEarlierClient);
    const write = () => Promise.resolve(id);
    try {
      await this.#wait({ ...task, message, condition, ageMs, write }, (out) => {
        this.node.send(out);
      });
    } catch (error) {
      this.node.error(error, message);
    }
  }

  async #wait(wait: Wait, send: (out: Out) => void): Promise<void> {
    const begunAt = performance.now();
    const { condition, asked, timeoutMs, ageMs, message } = wait;
    let keptAs: string | undefined;
    const end = await this.#waiting.keep(asked.subject, async (signal) => {
      keptAs = await wait.write();
      const restMs = Math.max(0, timeoutMs - ageMs - (performance.now() - begunAt));
      return signal.aborted ? 'stopped' : this.#untilMet(wait, restMs, signal);
    });
    if (end === 'closed') {
      if (keptAs === undefined) {
        throw new GcError('GC_CLOSED', asked.subject);
      }
      return;
    }
    if (end === 'stopped') {
      await this.#letGo(keptAs);
      return;
    }
    const isMet = end !== 'time is up';
    message.gc = keepTicket(message, {
      outcome: isMet ? 'met' : 'time-is-up',
      ...asked.subject,
      ...plainCopy(isMet ? end : condition.look().situation),
      seconds: Math.round(ageMs + performance.now() - begunAt) / 1000,
      ...(ageMs > timeoutMs && { late: true }),
    });
    await this.#letGo(keptAs, () => {
      send(isMet ? [message, null] : [null, message]);
    });
  }

  async #letGo(keptAs: string | undefined, sendOn: () => void = () => undefined): Promise<void> {
    if (keptAs === undefined) {
      sendOn();
    } else {
      await this.kept?.drop(keptAs, sendOn);
    }
  }

  #untilMet({ asked, condition }: Wait, timeoutMs: number, signal: AbortSignal) {
    const { connection, node } = this;
    const { agentId } = asked.subject;
    return waitUntil({ connection, node, agentId, timeoutMs, signal }, (event) => metBy(condition, event));
  }
}

function metBy(condition: Condition, event?: AnyEvent): Situation | undefined {
  const { isMet, situation } = condition.look(event);
  return isMet ? situation : undefined;
}

function taskIn(written: unknown): Task | undefined {
  const { asked, timeoutMs } = Object(written) as Partial<Record<keyof Task, unknown>>;
  const sound = askedIn(asked);
  const isTime = typeof timeoutMs === 'number' && timeoutMs >= 0 && timeoutMs <= 1000 * mostSeconds;
  return sound !== undefined && isTime ? { asked: sound, timeoutMs } : undefined;
}

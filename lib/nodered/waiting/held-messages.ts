import type { Node } from 'node-red';
import type { GcClient } from '../../client';
import { GcError } from '../../protocol';
import type { AnyEvent } from '../connection/audience';
import type { SharedConnection } from '../connection/shared-connection';
import type { GcMessage } from '../runtime/command-node';
import type { Send } from '../runtime/input';
import { plainCopy } from '../result/plain-copy';
import { waitUntil } from '../runtime/wait-until';
import { keepTicket } from '../work/message-ticket';
import type { KeptMessage, KeptMessages } from './kept-messages';
import { WaitingMessages, type Subject, type Waiting } from './waiting-messages';
import { WaitingStatus } from './waiting-status';
import { inLanguage } from '../language/in-language';
import { log } from '../language/phrases';
import { catchable } from '../runtime/input';

/** What a message is held for, as it can be written down with it. */
export interface HeldTask {
  readonly timeoutMs: number;
}

/** A message that is held. */
export interface HeldMessage<Task> {
  readonly task: Task;
  readonly client: GcClient;
  /** Whether it is older than the client, which may not know yet how things are. */
  readonly isOfEarlierClient: boolean;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /**
   * Waits until `look` finds something, or the time of the message is up: it looks now, and again at each event about
   * the agent.
   */
  readonly until: <Found extends object>(
    look: (event?: AnyEvent) => Found | undefined,
  ) => Promise<Found | 'time is up' | 'stopped'>;
}

/** How a message leaves the node. */
export interface Leaving {
  readonly output: 'first' | 'second';
  /** These two go into `msg.gc`. */
  readonly outcome: string;
  readonly situation: object;
}

/** What a node does with the messages that it holds. */
export interface Holder<Task extends HeldTask> {
  /** Whether a message takes the place of the one for the same agent. */
  readonly isOnePerAgent?: boolean;
  /** Whether the status of the node tells how many messages wait, and until when. */
  readonly showsWaiting?: boolean;
  /** Reads what a message is held for. Rejects with what keeps it from being held. */
  taskOf(message: GcMessage, client: GcClient): Promise<Task>;
  /** What was written down, unless it is not what {@link taskOf} returns. */
  taskIn(written: unknown): Task | undefined;
  subjectOf(task: Task): Subject;
  /** Resolves when a message leaves the node. */
  wait(held: HeldMessage<Task>): Promise<Leaving | 'stopped'>;
}

/** A timer can be a millisecond early, and so can a time that was written down: both are whole ones. No message leaves early. */
const roundedMs = 2;

/** A message on its way into the waiting. */
interface Coming<Task> {
  readonly message: GcMessage;
  readonly task: Task;
  readonly client: GcClient;
  /** How long it has waited before this process, in milliseconds. */
  readonly ageMs: number;
  /** Writes it down, where that has to be done yet; resolves with what it is called there, if it is written down. */
  readonly write: () => Promise<string | undefined>;
}

/** The messages that a node holds: over restarts, where it is given where they are kept. */
export class HeldMessages<Task extends HeldTask> {
  readonly #status = new WaitingStatus(
    () => this.#waiting,
    (text) => {
      this.connection.show(this.node, text === undefined ? undefined : { text });
    },
  );
  readonly #waiting: WaitingMessages;

  constructor(
    private readonly node: Node,
    private readonly connection: SharedConnection,
    private readonly kept: KeptMessages | undefined,
    private readonly holder: Holder<Task>,
  ) {
    this.#waiting = new WaitingMessages(holder.showsWaiting ? this.#status.update : undefined);
  }

  /** Holds a message until it leaves the node, if it does. Rejects with what keeps it from waiting. */
  async hold(message: GcMessage, task: Task, client: GcClient, send: Send): Promise<void> {
    this.#waiting.checkRoom(this.holder.subjectOf(task));
    const write = async () => this.kept?.keep(message, task, task.timeoutMs);
    await this.#wait({ message, task, client, ageMs: 0, write }, send);
  }

  /** Goes on with what was written down before this process, or before a deploy. Never rejects. */
  async goOn(client: GcClient): Promise<void> {
    await this.kept?.goOn((one) => void this.#goOnWith(one, client));
  }

  /** Ends the waiting of all messages for this agent and this call; none named: for any. */
  drop({ dialogId, ...agent }: Partial<Subject>): void {
    this.#waiting.drop(dialogId === undefined || this.holder.isOnePerAgent ? agent : { ...agent, dialogId });
  }

  /** What is written down waits for the next node, or process. */
  async close(): Promise<void> {
    this.#waiting.close();
    await this.kept?.close();
  }

  /** Never rejects. */
  async #goOnWith({ id, message, task: written, ageMs }: KeptMessage, client: GcClient): Promise<void> {
    const task = this.holder.taskIn(written);
    if (task === undefined) {
      this.node.warn(inLanguage(log('messageLost')));
      await this.kept?.drop(id);
      return;
    }
    const write = () => Promise.resolve(id);
    try {
      await this.#wait({ message, task, client, ageMs, write }, (sent) => {
        this.node.send(sent);
      });
    } catch (error) {
      this.node.error(catchable(error), message);
    }
  }

  async #wait(coming: Coming<Task>, send: Send): Promise<void> {
    const { task, ageMs, message } = coming;
    const beganAt = performance.now() - ageMs;
    const subject = this.holder.subjectOf(task);
    const one = { subject, beganAt, dueAt: beganAt + task.timeoutMs };
    let keptAs: string | undefined;
    const end = await this.#waiting.keep(one, async (signal) => {
      keptAs = await coming.write();
      if (this.holder.isOnePerAgent) {
        this.#waiting.keepLastOf(one);
      }
      return signal.aborted ? 'stopped' : this.holder.wait(this.#held(coming, one, signal));
    });
    if (end === 'closed') {
      if (keptAs === undefined) {
        throw new GcError('GC_CLOSED', subject);
      }
      return;
    }
    if (end === 'stopped') {
      await this.#letGo(keptAs);
      return;
    }
    message.gc = keepTicket(message, {
      outcome: end.outcome,
      ...subject,
      ...plainCopy(this.connection.shown(end.situation)),
      seconds: Math.round(performance.now() - beganAt) / 1000,
      ...(ageMs > task.timeoutMs && { late: true }),
    });
    await this.#letGo(keptAs, () => {
      send(end.output === 'first' ? [message, null] : [null, message]);
    });
  }

  #held({ task, client }: Coming<Task>, one: Waiting, signal: AbortSignal): HeldMessage<Task> {
    const { connection, node } = this;
    const { agentId } = one.subject;
    return {
      task,
      client,
      isOfEarlierClient: one.beganAt < connection.openSince,
      signal,
      until: (look) => {
        const timeoutMs = Math.max(0, Math.ceil(one.dueAt - performance.now()) + roundedMs);
        return waitUntil({ connection, node, agentId, timeoutMs, signal }, look);
      },
    };
  }

  async #letGo(keptAs: string | undefined, sendOn: () => void = () => undefined): Promise<void> {
    if (keptAs === undefined) {
      sendOn();
    } else {
      await this.kept?.drop(keptAs, sendOn);
    }
  }
}

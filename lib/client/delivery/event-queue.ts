import { GcError, type GcEvent } from '../../protocol';
import { runSafely, type IncomingMessage, type Subscription } from '../../stomp';
import type { Counting } from '../metrics/counters';
import type { QueueSettings } from './delivery';
import { explain } from '../errors';
import type { AgentHint, OpenEvent } from '../hints/agent-hint';
import { forgetOldest } from '../../common/forget-oldest';
import { idOf, messageIdOf, type MessageId } from './message-id';
import { isFailure, Offering } from './offering';
import { reportPutAside, type GivenUp, type PutAsideUser } from './put-aside';
import { readMessage, type Receipt } from './receipt';
import type { HandOver } from './hand-over';
import { Task, type Origin } from './task';
import { WorkLanes } from './work-lanes';
import type { Job } from './work';

/** Who gets the events of a queue. */
export interface QueueUser extends PutAsideUser {
  /** What listeners know of the agent of an event that is to be taken in. */
  hintBefore(event: GcEvent): AgentHint | undefined;
  /** Takes in an event; returns what listeners are to be given of it. */
  take(event: GcEvent, receipt: Receipt): readonly HandOver[];
}

/** What becomes of a message: listeners have it, or have work to do, or it is given up, now or as it was before. */
type Fate = 'taken' | 'working' | 'given-up' | GivenUp;

/** The broker brings again at most as many as it sends ahead. */
const maxRemembered = 10_000;
/** Of events that no message has brought. */
const maxWork = 10_000;

/**
 * Gives listeners the events of a queue: one after the other, each until it is taken or has failed too often. What they
 * have to do then goes on in lanes, one for each agent. Whatever goes wrong with a message, it is answered with ACK or
 * NACK once nothing is left to do, and the next one has its turn.
 */
export class EventQueue {
  /** What the broker has sent, by id; a message that it sends again takes the place of the first copy. */
  readonly #waiting = new Map<MessageId, IncomingMessage>();
  /** What became of messages that were answered: the answer may have been lost. */
  readonly #ended = new Map<MessageId, 'taken' | 'given-up'>();
  readonly #offering: Offering;
  readonly #lanes: WorkLanes;
  /** The event that listeners are being given. */
  #offered: (OpenEvent & { readonly agentId: string | undefined }) | undefined;
  #isBusy = false;
  #isClosed = false;

  constructor(
    private readonly settings: QueueSettings,
    private readonly counting: Counting,
    private readonly user: QueueUser,
  ) {
    this.#offering = new Offering(settings.maxRedeliveries);
    this.#lanes = new WorkLanes(settings, (task) => {
      this.#end(task);
    });
  }

  get subscription(): Subscription {
    const { queue, prefetch, exclusive } = this.settings;
    return {
      destination: `/queue/${queue}`,
      ack: 'client-individual',
      headers: {
        'activemq.prefetchSize': String(prefetch),
        ...(exclusive && { 'activemq.exclusive': 'true' }),
      },
      onMessage: (message) => {
        this.#waiting.set(idOf(message), message);
        void this.#handleAll();
      },
      onError: (error) => {
        const code = error.code === 'STOMP_REFUSED' ? 'GC_NOT_SUBSCRIBED' : 'GC_EVENT_NOT_TAKEN';
        const warning = new GcError(code, { detail: explain(error).detail });
        runSafely('A listener of "warning"', () => {
          this.user.warn(warning);
        });
      },
    };
  }

  /** Takes work on an event that no message has brought, such as one that only time has shown. */
  work(job: Job, receipt: Receipt): void {
    if (this.#lanes.size < maxWork) {
      this.#begin({ id: Symbol(job.event.type), receipt, message: undefined, before: undefined }, [job]);
    } else if (!this.#isClosed) {
      this.#report({ event: job.event, receipt, tries: 0, reason: 'too many events wait for the flow' });
    }
  }

  /** The first event of an agent that listeners have not taken or not done; it comes again to the next client. */
  openOf(agentId: string): OpenEvent | undefined {
    return this.#lanes.first(agentId) ?? (this.#offered?.agentId === agentId ? this.#offered : undefined);
  }

  /** What listeners have not taken or not done comes again to the next client. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
    this.#offering.close();
    this.#lanes.close();
  }

  /** Never rejects, and never stays busy. */
  async #handleAll(): Promise<void> {
    if (this.#isBusy) {
      return;
    }
    this.#isBusy = true;
    for (let [next] = this.#waiting; next !== undefined; [next] = this.#waiting) {
      this.#waiting.delete(next[0]);
      await this.#handle(...next);
    }
    this.#isBusy = false;
  }

  /** Never rejects. What cannot be answered is brought again by the broker in the next session. */
  async #handle(id: MessageId, message: IncomingMessage): Promise<void> {
    const fate = await this.#take(id, message).catch((reason: unknown): GivenUp => ({
      event: undefined,
      tries: 1,
      reason,
    }));
    this.#offered = undefined;
    if (fate === 'taken') {
      answer(message, 'ack');
    } else if (fate !== 'working' && !this.#isClosed) {
      answer(message, 'nack');
      if (fate !== 'given-up') {
        this.#report(fate);
      }
    }
  }

  async #take(id: MessageId, message: IncomingMessage): Promise<Fate> {
    const fate = this.#ended.get(id);
    if (fate !== undefined) {
      this.counting.count('duplicateEvents');
      return fate;
    }
    if (this.#lanes.renew(id, message)) {
      return 'working';
    }
    const { event, receipt } = readMessage(message);
    const before = this.user.hintBefore(event);
    this.#offered = { agentId: 'agentId' in event ? event.agentId : undefined, before };
    const offered = await this.#offering.offer(id, this.user.take(event, receipt), receipt);
    if (isFailure(offered)) {
      const tries = this.#offering.tries(id);
      return { event, receipt, messageId: messageIdOf(id), tries, reason: offered.reason };
    }
    this.#offering.forget(id);
    if (offered !== undefined) {
      this.#begin({ id, receipt, message, before }, offered);
      return 'working';
    }
    this.#remember(id, 'taken');
    return 'taken';
  }

  #begin(origin: Origin, jobs: readonly Job[]): void {
    if (!this.#isClosed) {
      const report = (given: GivenUp) => {
        this.#report(given);
      };
      this.#lanes.add(new Task(origin, jobs, this.settings, report));
    }
  }

  /** All that was to be done on a message is done, or given up. */
  #end({ id, message, isGivenUp }: Task): void {
    if (message !== undefined) {
      this.#remember(id, isGivenUp ? 'given-up' : 'taken');
      answer(message, isGivenUp ? 'nack' : 'ack');
    }
  }

  #remember(id: MessageId, fate: 'taken' | 'given-up'): void {
    this.#ended.set(id, fate);
    forgetOldest(this.#ended, maxRemembered);
  }

  #report(given: GivenUp): void {
    reportPutAside(given, this.counting, this.user);
  }
}

function answer(message: IncomingMessage, how: 'ack' | 'nack'): void {
  const what = how === 'ack' ? 'The acknowledgement of a message' : 'The refusal of a message';
  runSafely(what, () => {
    message[how]();
  });
}

import { GcError, type GcEvent } from '../protocol';
import type { IncomingMessage, Subscription } from '../stomp';
import type { Counting } from './counters';
import type { QueueSettings } from './delivery';
import { explain } from './errors';
import { forgetOldest } from './forget-oldest';
import { readMessage, type Receipt } from './receipt';
import type { Telling } from './telling';

/** Who gets the events of a queue. */
export interface QueueUser {
  /** Takes in an event; returns what listeners are to be told of it. */
  take(event: GcEvent, receipt: Receipt): readonly Telling[];
  warn(warning: GcError): void;
}

interface Failure {
  readonly telling: Telling;
  readonly reason: unknown;
}

/** The broker brings again at most as many as it sends ahead. */
const maxRemembered = 10_000;
const pauses = { firstMs: 100, mostMs: 30_000 };

/** Gives listeners the events of a queue: one after the other, each until it is taken or has failed too often. */
export class EventQueue {
  /** What the broker has sent, by id; a message that it sends again takes the place of the first copy. */
  readonly #waiting = new Map<string, IncomingMessage>();
  /** Ids of what the listeners have taken: the acknowledgement may have been lost. */
  readonly #taken = new Set<string>();
  /** How often listeners failed, by id; the broker does not count. */
  readonly #failures = new Map<string, number>();
  #isBusy = false;
  #isClosed = false;
  #pause: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: QueueSettings,
    private readonly counting: Counting,
    private readonly user: QueueUser,
  ) {}

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
        this.#waiting.set(message.headers['message-id'] ?? '', message);
        void this.#work();
      },
      onError: (error) => {
        const code = error.code === 'STOMP_REFUSED' ? 'GC_NOT_SUBSCRIBED' : 'GC_EVENT_NOT_TAKEN';
        this.user.warn(new GcError(code, { detail: explain(error).detail }));
      },
    };
  }

  /** What listeners have not taken comes again to the next client. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
    clearTimeout(this.#pause);
  }

  async #work(): Promise<void> {
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

  async #handle(id: string, message: IncomingMessage): Promise<void> {
    if (this.#taken.has(id)) {
      this.counting.count('duplicateEvents');
      message.ack();
      return;
    }
    const { event, receipt } = readMessage(message);
    const failure = await this.#offer(id, event, receipt).catch((reason: unknown) => ({ reason }));
    if (failure === undefined) {
      this.#taken.add(id);
      this.#failures.delete(id);
      forgetOldest(this.#taken, maxRemembered);
      message.ack();
    } else if (!this.#isClosed) {
      this.#report(event, this.#failures.get(id) ?? 1, failure);
      message.nack();
    }
  }

  /** Tries until all listeners have taken the event, or returns why one of them does not. */
  async #offer(id: string, event: GcEvent, receipt: Receipt): Promise<Failure | undefined> {
    let [failure, ...others] = await failuresOf(this.user.take(event, receipt), receipt);
    while (failure !== undefined) {
      const times = (this.#failures.get(id) ?? 0) + 1;
      this.#failures.set(id, times);
      forgetOldest(this.#failures, maxRemembered);
      if (times > this.settings.maxRedeliveries || this.#isClosed) {
        return failure;
      }
      await this.#pauseAfter(times);
      const again = [failure, ...others].map(({ telling }) => telling);
      [failure, ...others] = await failuresOf(again, { ...receipt, redelivered: true });
    }
    return undefined;
  }

  #pauseAfter(failures: number): Promise<void> {
    return new Promise((resolve) => {
      const ms = Math.min(pauses.firstMs * 2 ** (failures - 1), pauses.mostMs);
      this.#pause = setTimeout(resolve, ms);
    });
  }

  #report(event: GcEvent, tries: number, { reason }: Pick<Failure, 'reason'>): void {
    this.counting.count('rejectedEvents');
    const why = reason instanceof Error ? reason.message : String(reason);
    this.user.warn(
      new GcError('GC_EVENT_NOT_TAKEN', {
        agentId: 'agentId' in event ? event.agentId : undefined,
        detail: `the event ${event.type} could not be handled (tries: ${String(tries)}), and the broker has put it aside: ${why}`,
      }),
    );
  }
}

async function failuresOf(tellings: readonly Telling[], receipt: Receipt): Promise<Failure[]> {
  const attempts = tellings.map((telling) =>
    telling(receipt).then(
      () => [],
      (reason: unknown) => [{ telling, reason }],
    ),
  );
  return (await Promise.all(attempts)).flat();
}

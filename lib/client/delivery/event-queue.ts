import { GcError, thrownText, type GcEvent } from '../../protocol';
import { runSafely, type IncomingMessage, type Subscription } from '../../stomp';
import type { Counting } from '../metrics/counters';
import type { QueueSettings } from './delivery';
import { explain } from '../errors';
import { forgetOldest } from '../../common/forget-oldest';
import { readMessage, type Receipt } from './receipt';
import type { HandOver } from './hand-over';

/** Who gets the events of a queue. */
export interface QueueUser {
  /** Takes in an event; returns what listeners are to be given of it. */
  take(event: GcEvent, receipt: Receipt): readonly HandOver[];
  warn(warning: GcError): void;
}

interface Failure {
  readonly handOver: HandOver;
  readonly reason: unknown;
}

/** Why a message is put aside. */
interface Rejection {
  /** What could not be handled. */
  readonly what: string;
  readonly agentId?: string | undefined;
  readonly tries: number;
  readonly reason: unknown;
}

/** The broker brings again at most as many as it sends ahead. */
const maxRemembered = 10_000;
const pauses = { firstMs: 100, mostMs: 30_000 };

/**
 * Gives listeners the events of a queue: one after the other, each until it is taken or has failed too often. Whatever
 * goes wrong with a message, it is answered with ACK or NACK, and the next one has its turn.
 */
export class EventQueue {
  /** What the broker has sent, by id; a message that it sends again takes the place of the first copy. */
  readonly #waiting = new Map<MessageId, IncomingMessage>();
  /** Ids of what the listeners have taken: the acknowledgement may have been lost. */
  readonly #taken = new Set<MessageId>();
  /** How often listeners failed, by id; the broker does not count. */
  readonly #failures = new Map<MessageId, number>();
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
        this.#waiting.set(idOf(message), message);
        void this.#work();
      },
      onError: (error) => {
        const code = error.code === 'STOMP_REFUSED' ? 'GC_NOT_SUBSCRIBED' : 'GC_EVENT_NOT_TAKEN';
        this.#warn(new GcError(code, { detail: explain(error).detail }));
      },
    };
  }

  /** What listeners have not taken comes again to the next client. */
  close(): void {
    this.#isClosed = true;
    this.#waiting.clear();
    clearTimeout(this.#pause);
  }

  /** Never rejects, and never stays busy. */
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

  /** Never rejects. What cannot be answered is brought again by the broker in the next session. */
  async #handle(id: MessageId, message: IncomingMessage): Promise<void> {
    const rejection = await this.#take(id, message).catch((reason: unknown) => ({
      what: 'a message',
      tries: 1,
      reason,
    }));
    if (rejection === undefined) {
      runSafely('The acknowledgement of a message', () => {
        message.ack();
      });
    } else if (!this.#isClosed) {
      runSafely('The refusal of a message', () => {
        message.nack();
      });
      runSafely('The report of a message', () => {
        this.#report(rejection);
      });
    }
  }

  /** Resolves with why the message is to be put aside; with nothing when the listeners have it. */
  async #take(id: MessageId, message: IncomingMessage): Promise<Rejection | undefined> {
    if (this.#taken.has(id)) {
      this.counting.count('duplicateEvents');
      return undefined;
    }
    const { event, receipt } = readMessage(message);
    const failure = await this.#offer(id, event, receipt);
    if (failure !== undefined) {
      const agentId = 'agentId' in event ? event.agentId : undefined;
      const tries = this.#failures.get(id) ?? 1;
      return { what: `the event ${event.type}`, agentId, tries, reason: failure.reason };
    }
    this.#taken.add(id);
    this.#failures.delete(id);
    forgetOldest(this.#taken, maxRemembered);
    return undefined;
  }

  /** Tries until all listeners have taken the event, or resolves with why one of them does not. */
  async #offer(id: MessageId, event: GcEvent, receipt: Receipt): Promise<Failure | undefined> {
    let [failure, ...others] = await failuresOf(this.user.take(event, receipt), receipt);
    while (failure !== undefined) {
      const times = (this.#failures.get(id) ?? 0) + 1;
      this.#failures.set(id, times);
      forgetOldest(this.#failures, maxRemembered);
      if (times > this.settings.maxRedeliveries || this.#isClosed) {
        return failure;
      }
      await this.#pauseAfter(times);
      const again = [failure, ...others].map(({ handOver }) => handOver);
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

  #report({ what, agentId, tries, reason }: Rejection): void {
    const detail = `${what} could not be handled (tries: ${tries}), and the broker has put it aside: ${thrownText(reason)}`;
    this.#warn(new GcError('GC_EVENT_NOT_TAKEN', { agentId, detail }));
    this.counting.count('rejectedEvents');
  }

  #warn(warning: GcError): void {
    runSafely('A listener of "warning"', () => {
      this.user.warn(warning);
    });
  }
}

/** A message without an id cannot be known again. */
type MessageId = string | symbol;

function idOf(message: IncomingMessage): MessageId {
  try {
    return message.headers['message-id'] ?? Symbol('a message without an id');
  } catch {
    return Symbol('a message that cannot be read');
  }
}

async function failuresOf(handOvers: readonly HandOver[], receipt: Receipt): Promise<Failure[]> {
  const attempts = handOvers.map((handOver) =>
    handOver(receipt).then(
      () => [],
      (reason: unknown) => [{ handOver, reason }],
    ),
  );
  return (await Promise.all(attempts)).flat();
}

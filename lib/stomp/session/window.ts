import { Deferred } from '../deferred';
import { StompError } from '../errors';
import { say } from '../phrases';

/** How many messages may be unconfirmed at a time. */
export const windowSize = 50;

/** Further places, for urgent messages alone. */
const urgentPlaces = 10;

const maxWaiting = 1000;
const maxWaitingBytes = 16 * 1024 * 1024;

/**
 * Lets 50 messages be unconfirmed at a time. The others wait in order, 1000 messages and 16 MB at most. Urgent messages
 * have ten places of their own: they never wait for the others, and are never refused.
 */
export class Window {
  readonly #ordinary = new Places(windowSize);
  readonly #urgent = new Places(urgentPlaces);
  #emptied: Deferred | undefined;

  constructor(private readonly broker: string) {}

  get unconfirmed(): number {
    return this.#ordinary.taken + this.#urgent.taken;
  }

  get waiting(): number {
    return this.#ordinary.waiting + this.#urgent.waiting;
  }

  /** Resolves when no message is unconfirmed. */
  async emptied(): Promise<void> {
    if (this.unconfirmed === 0) {
      return;
    }
    this.#emptied ??= new Deferred();
    await this.#emptied.promise;
  }

  /**
   * Resolves when it is the message's turn, to a function that is to be called once when the message is confirmed.
   *
   * @throws {StompError} STOMP_BUSY when too many wait
   */
  async enter(bytes: number, isUrgent = false): Promise<() => void> {
    const places = isUrgent ? this.#urgent : this.#ordinary;
    const wouldBeTooMuch = places.waiting >= maxWaiting || places.waitingBytes + bytes > maxWaitingBytes;
    if (!isUrgent && places.areTaken && wouldBeTooMuch) {
      throw new StompError('STOMP_BUSY', say('busy', { broker: this.broker }));
    }
    await places.enter(bytes);
    return () => {
      places.leave();
      if (this.unconfirmed === 0) {
        this.#emptied?.resolve();
      }
    };
  }

  rejectWaiting(error: StompError): void {
    this.#urgent.rejectWaiting(error);
    this.#ordinary.rejectWaiting(error);
  }
}

interface Waiting {
  bytes: number;
  enter(): void;
  reject(error: StompError): void;
}

/** A number of places, and those who wait for one. */
class Places {
  #taken = 0;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;

  constructor(private readonly size: number) {}

  get taken(): number {
    return this.#taken;
  }

  get areTaken(): boolean {
    return this.#taken === this.size;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  async enter(bytes: number): Promise<void> {
    if (this.#taken < this.size) {
      this.#taken += 1;
      return;
    }
    await new Promise<void>((enter, reject) => {
      this.#waiting.push({ bytes, enter, reject });
      this.#waitingBytes += bytes;
    });
  }

  /** The place goes to the one that has waited longest. */
  leave(): void {
    const next = this.#waiting.shift();
    if (!next) {
      this.#taken -= 1;
      return;
    }
    this.#waitingBytes -= next.bytes;
    next.enter();
  }

  rejectWaiting(error: StompError): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const message of waiting) {
      message.reject(error);
    }
  }
}

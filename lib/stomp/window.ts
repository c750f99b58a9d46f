import { Deferred } from './deferred';
import { StompError } from './errors';

const maxUnconfirmed = 50;
const maxWaiting = 1000;
const maxWaitingBytes = 16 * 1024 * 1024;

interface Waiting {
  bytes: number;
  enter(): void;
  reject(error: StompError): void;
}

/** Lets 50 messages be unconfirmed at a time. The others wait in order, 1000 messages and 16 MB at most. */
export class Window {
  #unconfirmed = 0;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;
  #emptied: Deferred | undefined;

  constructor(private readonly broker: string) {}

  get unconfirmed(): number {
    return this.#unconfirmed;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when no message is unconfirmed. */
  async emptied(): Promise<void> {
    if (this.#unconfirmed === 0) return;
    this.#emptied ??= new Deferred();
    await this.#emptied.promise;
  }

  async enter(bytes: number): Promise<void> {
    if (this.#unconfirmed < maxUnconfirmed) {
      this.#unconfirmed += 1;
      return;
    }
    if (this.#waiting.length >= maxWaiting || this.#waitingBytes + bytes > maxWaitingBytes) {
      throw new StompError(
        'STOMP_BUSY',
        `The broker ${this.broker} does not confirm messages as fast as they come, and the waiting queue is full. ` +
          'Send more slowly; check the memory limits of the broker and whether somebody reads the queue.',
      );
    }
    await new Promise<void>((enter, reject) => {
      this.#waiting.push({ bytes, enter, reject });
      this.#waitingBytes += bytes;
    });
  }

  /** The place of a confirmed message goes to the one that has waited longest. */
  leave(): void {
    const next = this.#waiting.shift();
    if (!next) {
      this.#unconfirmed -= 1;
      if (this.#unconfirmed === 0) this.#emptied?.resolve();
      return;
    }
    this.#waitingBytes -= next.bytes;
    next.enter();
  }

  rejectWaiting(error: StompError): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const message of waiting) message.reject(error);
  }
}

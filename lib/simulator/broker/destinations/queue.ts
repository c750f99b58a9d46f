import { Consumers, type Consumer, type Entry } from './consumers';
import type { MemoryBudget } from './memory-budget';
import type { Message } from './message';

/** Gives each message to one of its consumers in turn, and keeps what nobody can take now until it expires. */
export class Queue {
  readonly #memory: MemoryBudget;
  readonly #consumers = new Consumers();
  #waiting = new Set<Entry>();

  constructor(memory: MemoryBudget) {
    this.#memory = memory;
  }

  get idle(): boolean {
    return this.#waiting.size === 0 && this.#consumers.none;
  }

  /** Whether all messages have been settled. */
  get empty(): boolean {
    return this.#memory.used === 0;
  }

  hasRoomFor(message: Message): boolean {
    return this.#memory.has(message.size);
  }

  add(message: Message): void {
    if (message.expired) {
      return;
    }
    this.#memory.take(message.size);
    const entry = { message, redelivered: false };
    // Whoever could take an earlier message has got it, so only the new one looks for a consumer.
    const consumer = this.#consumers.next(message);
    if (consumer === undefined) {
      this.#waiting.add(entry);
    } else {
      consumer.deliver(entry);
    }
  }

  /** Whether the consumer has turns now. */
  serves(consumer: Consumer): boolean {
    return this.#consumers.isServed(consumer);
  }

  settle(entry: Entry): void {
    this.#memory.give(entry.message.size);
  }

  join(consumer: Consumer): void {
    this.#consumers.add(consumer);
    this.serve(consumer);
  }

  serve(consumer: Consumer): void {
    if (!this.serves(consumer)) {
      return;
    }
    for (const entry of this.#waiting) {
      if (!consumer.ready) {
        return;
      }
      if (entry.message.expired) {
        this.#drop(entry);
      } else if (consumer.accepts(entry.message)) {
        this.#waiting.delete(entry);
        consumer.deliver(entry);
      }
    }
  }

  /** Takes a consumer out; what it had not settled goes, marked as redelivered, to the front for the others. */
  leave(consumer: Consumer, unsettled: readonly Entry[]): void {
    this.#consumers.delete(consumer);
    for (const entry of unsettled) {
      entry.redelivered = true;
    }
    if (unsettled.length > 0) {
      this.#waiting = new Set([...unsettled, ...this.#waiting]);
    }
    for (const other of this.#consumers.served) {
      this.serve(other);
    }
  }

  dropExpired(): void {
    for (const entry of this.#waiting) {
      if (entry.message.expired) {
        this.#drop(entry);
      }
    }
  }

  /** Forgets all that waits. */
  clear(): void {
    for (const entry of this.#waiting) {
      this.#drop(entry);
    }
  }

  #drop(entry: Entry): void {
    this.#waiting.delete(entry);
    this.settle(entry);
  }
}

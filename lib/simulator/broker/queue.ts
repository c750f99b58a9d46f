import type { MemoryBudget } from './memory-budget';
import type { Message } from './message';

/** A message in one queue, until it is settled. */
export interface Entry {
  readonly message: Message;
  redelivered: boolean;
}

export interface Consumer {
  /** Whether it can take a message now; when it can again it asks the queue to serve it. */
  readonly ready: boolean;
  accepts(message: Message): boolean;
  /** From now on the consumer has to settle the entry, or to return it when it leaves. */
  deliver(entry: Entry): void;
}

/** Gives each message to one of its consumers in turn, and keeps what nobody can take now. */
export class Queue {
  readonly #memory: MemoryBudget;
  #waiting = new Set<Entry>();
  #consumers: Consumer[] = [];

  constructor(memory: MemoryBudget) {
    this.#memory = memory;
  }

  get idle(): boolean {
    return this.#waiting.size === 0 && this.#consumers.length === 0;
  }

  hasRoomFor(message: Message): boolean {
    return this.#memory.has(message.size);
  }

  add(message: Message): void {
    this.#memory.take(message.size);
    this.#place({ message, redelivered: false });
  }

  settle(entry: Entry): void {
    this.#memory.give(entry.message.size);
  }

  join(consumer: Consumer): void {
    this.#consumers.push(consumer);
    this.serve(consumer);
  }

  serve(consumer: Consumer): void {
    for (const entry of this.#waiting) {
      if (!consumer.ready) return;
      if (!consumer.accepts(entry.message)) continue;
      this.#waiting.delete(entry);
      consumer.deliver(entry);
    }
  }

  /** Takes a consumer out; what it had not settled goes, marked as redelivered, to the front for the others. */
  leave(consumer: Consumer, unsettled: readonly Entry[]): void {
    this.#consumers = this.#consumers.filter((other) => other !== consumer);
    for (const entry of unsettled) entry.redelivered = true;
    const later = this.#waiting;
    this.#waiting = new Set();
    for (const entry of unsettled) this.#place(entry);
    for (const entry of later) this.#waiting.add(entry);
  }

  /** Forgets all that waits. */
  clear(): void {
    for (const entry of this.#waiting) this.settle(entry);
    this.#waiting.clear();
  }

  // Whoever could take an earlier message has got it, so only the new one looks for a consumer.
  #place(entry: Entry): void {
    const consumer = this.#consumers.find((one) => one.ready && one.accepts(entry.message));
    if (consumer === undefined) {
      this.#waiting.add(entry);
      return;
    }
    this.#consumers = [...this.#consumers.filter((other) => other !== consumer), consumer];
    consumer.deliver(entry);
  }
}

import type { Message } from './message';

/** A message in one queue, until it is settled. */
export interface Entry {
  readonly message: Message;
  redelivered: boolean;
}

export interface Consumer {
  /** Wants all messages of the queue for itself, as long as it is there. */
  readonly exclusive: boolean;
  /** Whether it can take a message now; when it can again it asks the queue to serve it. */
  readonly ready: boolean;
  accepts(message: Message): boolean;
  /** From now on the consumer has to settle the entry, or to return it when it leaves. */
  deliver(entry: Entry): void;
}

/** The consumers of a queue, and whose turn it is. The first exclusive one, if there is any, has all turns. */
export class Consumers {
  readonly #turns = new Set<Consumer>();
  readonly #exclusive = new Set<Consumer>();

  get none(): boolean {
    return this.#turns.size === 0;
  }

  /** Those that have turns now. */
  get served(): Iterable<Consumer> {
    const [first] = this.#exclusive;
    return first === undefined ? this.#turns : [first];
  }

  add(consumer: Consumer): void {
    this.#turns.add(consumer);
    if (consumer.exclusive) {
      this.#exclusive.add(consumer);
    }
  }

  delete(consumer: Consumer): void {
    this.#turns.delete(consumer);
    this.#exclusive.delete(consumer);
  }

  isServed(consumer: Consumer): boolean {
    const [first = consumer] = this.#exclusive;
    return first === consumer;
  }

  /** Whose turn it is to take this message, if anybody can. */
  next(message: Message): Consumer | undefined {
    for (const consumer of this.served) {
      if (!consumer.ready || !consumer.accepts(message)) {
        continue;
      }
      this.#turns.delete(consumer);
      this.#turns.add(consumer);
      return consumer;
    }
    return undefined;
  }
}

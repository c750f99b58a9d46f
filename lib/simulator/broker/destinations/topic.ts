import type { Message } from './message';
import type { Queue } from './queue';

export interface Subscriber {
  accepts(message: Message): boolean;
  /** It reads so slowly that its queue is full. */
  overrun(): void;
}

/** Copies each message into the queue of every subscriber, and into the queues bound to it. */
export class Topic {
  readonly #subscribers = new Map<Subscriber, Queue>();
  readonly #bound = new Set<Queue>();

  get idle(): boolean {
    return this.#subscribers.size === 0 && this.#bound.size === 0;
  }

  bind(queue: Queue): void {
    this.#bound.add(queue);
  }

  join(subscriber: Subscriber, queue: Queue): void {
    this.#subscribers.set(subscriber, queue);
  }

  leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
  }

  hasRoomFor(message: Message): boolean {
    return [...this.#bound].every((queue) => queue.hasRoomFor(message));
  }

  publish(message: Message): void {
    for (const queue of this.#bound) {
      queue.add(message);
    }
    for (const [subscriber, queue] of this.#subscribers) {
      if (!subscriber.accepts(message)) {
        continue;
      }
      if (queue.hasRoomFor(message) || queue.empty) {
        queue.add(message);
      } else {
        subscriber.overrun();
      }
    }
  }
}

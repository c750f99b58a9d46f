import { parseDestination, virtualTopicOf } from './destination-name';
import { Refusal } from './errors';
import { MemoryBudget } from './memory-budget';
import type { Message } from './message';
import { Queue } from './queue';
import { Topic, type Subscriber } from './topic';

/** Bytes of messages that wait or are unacknowledged: in one queue, in the whole broker. */
export const memoryLimits = { queue: 16 * 1024 * 1024, broker: 64 * 1024 * 1024 };

const MOST_DESTINATIONS = 10_000;

/** Where a subscriber's messages come from. */
export interface Source {
  queue: Queue;
  /** To be called once the subscriber has left the queue. */
  close(): void;
}

/** All queues and topics; they come with their first use and go when nothing is left in them. */
export class Destinations {
  readonly #memory = new MemoryBudget(memoryLimits.broker);
  readonly #queues = new Map<string, Queue>();
  readonly #topics = new Map<string, Topic>();

  publish(message: Message): void {
    const { kind, name } = parseDestination(message.destination);
    if (kind === 'queue') this.#sendTo(name, message);
    else this.#publishOn(name, message);
  }

  open(destination: string, subscriber: Subscriber): Source {
    const { kind, name } = parseDestination(destination);
    return kind === 'queue' ? this.#openQueue(name) : this.#openTopic(name, subscriber);
  }

  #sendTo(name: string, message: Message): void {
    const queue = this.#queue(name);
    if (!queue.hasRoomFor(message)) {
      this.#dropIdleQueue(name, queue);
      throw full(message);
    }
    queue.add(message);
  }

  #publishOn(name: string, message: Message): void {
    const topic = this.#topics.get(name);
    if (topic === undefined) return;
    if (!topic.hasRoomFor(message)) throw full(message);
    topic.publish(message);
  }

  #openQueue(name: string): Source {
    const queue = this.#queue(name);
    return { queue, close: () => this.#dropIdleQueue(name, queue) };
  }

  #openTopic(name: string, subscriber: Subscriber): Source {
    const topic = this.#topic(name);
    const queue = this.#newQueue();
    topic.join(subscriber, queue);
    const close = (): void => {
      topic.leave(subscriber);
      queue.clear();
      if (topic.idle) this.#topics.delete(name);
    };
    return { queue, close };
  }

  #queue(name: string): Queue {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    this.#refuseTooMany();
    const queue = this.#newQueue();
    this.#queues.set(name, queue);
    const virtualTopic = virtualTopicOf(name);
    if (virtualTopic !== undefined) this.#topic(virtualTopic).bind(queue);
    return queue;
  }

  #topic(name: string): Topic {
    const known = this.#topics.get(name);
    if (known !== undefined) return known;
    this.#refuseTooMany();
    const topic = new Topic();
    this.#topics.set(name, topic);
    return topic;
  }

  #newQueue(): Queue {
    return new Queue(new MemoryBudget(memoryLimits.queue, this.#memory));
  }

  // The queue of a virtual topic stays, so that it is filled while nobody reads it.
  #dropIdleQueue(name: string, queue: Queue): void {
    if (queue.idle && virtualTopicOf(name) === undefined) this.#queues.delete(name);
  }

  #refuseTooMany(): void {
    if (this.#queues.size + this.#topics.size >= MOST_DESTINATIONS) {
      throw new Refusal(`This broker has ${MOST_DESTINATIONS} destinations already`);
    }
  }
}

function full(message: Message): Refusal {
  return new Refusal(`No memory is left for ${message.destination}: its messages wait for a consumer`);
}

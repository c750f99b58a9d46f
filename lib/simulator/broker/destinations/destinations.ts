import { RefusedFrame } from '../errors';
import { limits } from '../limits';
import { parseDestination, virtualTopicOf } from './destination-name';
import { MemoryBudget } from './memory-budget';
import type { Message } from './message';
import { Queue } from './queue';
import { Topic, type Subscriber } from './topic';

/** Where a subscriber's messages come from. */
export interface MessageSource {
  queue: Queue;
  /** To be called once the subscriber has left the queue. */
  close(): void;
}

/** All queues and topics; they come with their first use and go when nothing is left in them. */
export class Destinations {
  readonly #queueMemory = new MemoryBudget(limits.brokerBytes);
  readonly #topicMemory = new MemoryBudget(limits.brokerBytes);
  readonly #queues = new Map<string, Queue>();
  readonly #topics = new Map<string, Topic>();

  publish(message: Message): void {
    const { kind, name } = parseDestination(message.destination);
    if (kind === 'queue') {
      this.#sendTo(name, message);
    } else {
      this.#publishOn(name, message);
    }
  }

  open(destination: string, subscriber: Subscriber): MessageSource {
    const { kind, name } = parseDestination(destination);
    return kind === 'queue' ? this.#openQueue(name) : this.#openTopic(name, subscriber);
  }

  #sendTo(name: string, message: Message): void {
    const queue = this.#queue(name);
    const hasRoom = this.#hasRoom(queue, message);
    if (hasRoom) {
      queue.add(message);
    }
    this.#dropIdleQueue(name, queue);
    if (!hasRoom) {
      throw full(message);
    }
  }

  #publishOn(name: string, message: Message): void {
    const topic = this.#topics.get(name);
    if (topic === undefined) {
      return;
    }
    if (!this.#hasRoom(topic, message)) {
      throw full(message);
    }
    topic.publish(message);
  }

  #openQueue(name: string): MessageSource {
    const queue = this.#queue(name);
    return { queue, close: () => this.#dropIdleQueue(name, queue) };
  }

  #openTopic(name: string, subscriber: Subscriber): MessageSource {
    const topic = this.#topic(name);
    const queue = queueWithin(this.#topicMemory);
    topic.join(subscriber, queue);
    const close = (): void => {
      topic.leave(subscriber);
      queue.clear();
      if (topic.idle) {
        this.#topics.delete(name);
      }
    };
    return { queue, close };
  }

  #queue(name: string): Queue {
    const known = this.#queues.get(name);
    if (known !== undefined) {
      return known;
    }
    this.#refuseTooMany();
    const queue = queueWithin(this.#queueMemory);
    const virtualTopic = virtualTopicOf(name);
    if (virtualTopic !== undefined) {
      this.#topic(virtualTopic).bind(queue);
    }
    this.#queues.set(name, queue);
    return queue;
  }

  #topic(name: string): Topic {
    const known = this.#topics.get(name);
    if (known !== undefined) {
      return known;
    }
    this.#refuseTooMany();
    const topic = new Topic();
    this.#topics.set(name, topic);
    return topic;
  }

  #hasRoom(place: Queue | Topic, message: Message): boolean {
    if (place.hasRoomFor(message)) {
      return true;
    }
    for (const queue of this.#queues.values()) {
      queue.dropExpired();
    }
    return place.hasRoomFor(message);
  }

  // The queue of a virtual topic stays, so that it is filled while nobody reads it.
  #dropIdleQueue(name: string, queue: Queue): void {
    if (queue.idle && virtualTopicOf(name) === undefined) {
      this.#queues.delete(name);
    }
  }

  #refuseTooMany(): void {
    if (this.#queues.size + this.#topics.size >= limits.destinations) {
      throw new RefusedFrame(`This broker has ${limits.destinations} destinations already`);
    }
  }
}

function queueWithin(memory: MemoryBudget): Queue {
  return new Queue(new MemoryBudget(limits.queueBytes, memory));
}

function full(message: Message): RefusedFrame {
  return new RefusedFrame(`No memory is left for ${message.destination}: its messages wait for a consumer`);
}

import { setTimeout as delay } from 'node:timers/promises';
import type { HeldMessage, BrokerSession } from '../session/broker-session';
import type { Subscription } from '../types';

/** In a network of brokers, the others hear of a new subscription a little later than the subscriber. */
const overlapMs = 500;

/**
 * Takes all subscriptions from one session to another, without a gap and without a message twice.
 *
 * A topic is subscribed at the new broker first. What comes from there is held back until the subscription at the old
 * broker has ended, and what the old broker has delivered by then is left out: in a network of brokers, both send it.
 * A queue is given up at the old broker first: it keeps the messages until somebody asks for them.
 */
export class Move {
  readonly #cancelled = new AbortController();
  /** Ids of the messages that the old session has delivered. */
  readonly #delivered = new Set<string>();
  #held: HeldMessage[] | undefined = [];

  constructor(
    readonly from: BrokerSession,
    readonly to: BrokerSession,
  ) {}

  /** True until the messages of the new session are released. */
  get isUnderWay(): boolean {
    return this.#held !== undefined;
  }

  /** Rejects when the new broker does not take over. The old one may have lost subscriptions by then. */
  async run(subscriptions: readonly [id: string, subscription: Subscription][]): Promise<void> {
    this.from.divert((held) => this.#deliverAndRemember(held));
    this.to.divert((held) => this.#deliverNew(held));
    const queues = subscriptions.filter(([, { destination }]) => isQueue(destination));
    const topics = subscriptions.filter(([, { destination }]) => !isQueue(destination));
    await Promise.all(topics.map(([id, subscription]) => this.to.subscribe(id, subscription)));
    await delay(overlapMs, undefined, { signal: this.#cancelled.signal });
    await Promise.all(subscriptions.map(([id]) => this.from.finishSubscription(id)));
    await Promise.all(queues.map(([id, subscription]) => this.to.subscribe(id, subscription)));
  }

  /** From now on messages take their usual way, and a move that is under way is given up. */
  cancel(): void {
    this.from.divert(undefined);
    this.to.divert(undefined);
    this.#cancelled.abort();
  }

  /** Delivers what the new session has brought meanwhile. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const message of held) {
      this.#deliverNew(message);
    }
  }

  /** Goes on after the move: in a network of brokers, the second copy of a message may come late. */
  #deliverNew(held: HeldMessage): void {
    if (this.#held) {
      this.#held.push(held);
    } else if (!this.#delivered.delete(key(held))) {
      held.deliver();
    }
  }

  #deliverAndRemember(held: HeldMessage): void {
    const { destination, headers } = held.message;
    // A message of a queue comes again on purpose, if at all.
    if (!isQueue(destination) && headers['message-id']) {
      this.#delivered.add(key(held));
    }
    held.deliver();
  }
}

function isQueue(destination: string): boolean {
  return /^\/(temp-)?queue\//.test(destination);
}

function key({ subscriptionId, message }: HeldMessage): string {
  return `${subscriptionId} ${message.headers['message-id']}`;
}

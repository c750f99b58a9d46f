import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery, Session } from '../session/session';
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
  #held: Delivery[] | undefined = [];

  constructor(
    readonly from: Session,
    readonly to: Session,
  ) {}

  /** True until the messages of the new session are released. */
  get isUnderWay(): boolean {
    return this.#held !== undefined;
  }

  /** Rejects when the new broker does not take over. The old one may have lost subscriptions by then. */
  async run(subscriptions: readonly [id: string, subscription: Subscription][]): Promise<void> {
    const queues = subscriptions.filter(([, { destination }]) => isQueue(destination));
    const topics = subscriptions.filter(([, { destination }]) => !isQueue(destination));
    await Promise.all(topics.map(([id, subscription]) => this.to.subscribe(id, subscription)));
    await delay(overlapMs, undefined, { signal: this.#cancelled.signal });
    await Promise.all(subscriptions.map(([id]) => this.from.finishSubscription(id)));
    await Promise.all(queues.map(([id, subscription]) => this.to.subscribe(id, subscription)));
  }

  cancel(): void {
    this.#cancelled.abort();
  }

  /** Every message of the two sessions comes along here, also after the move: a network of brokers may be slow. */
  deliver(session: Session, delivery: Delivery): void {
    if (session !== this.to) this.#deliverAndRemember(delivery);
    else if (this.#held) this.#held.push(delivery);
    else if (!this.#delivered.delete(key(delivery))) delivery.deliver();
  }

  /** Delivers what the new session has brought meanwhile. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const delivery of held) this.deliver(this.to, delivery);
  }

  #deliverAndRemember(delivery: Delivery): void {
    const { destination, headers } = delivery.message;
    // A message of a queue comes again on purpose, if at all.
    if (!isQueue(destination) && headers['message-id']) this.#delivered.add(key(delivery));
    delivery.deliver();
  }
}

function isQueue(destination: string): boolean {
  return /^\/(temp-)?queue\//.test(destination);
}

function key({ subscriptionId, message }: Delivery): string {
  return `${subscriptionId} ${message.headers['message-id']}`;
}

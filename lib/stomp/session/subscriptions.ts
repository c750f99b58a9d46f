import { StompError } from '../errors';
import { checkBrokerDestination, checkHeaders } from '../frames/messages';
import { runSafely } from '../run-safely';
import type { BrokerSession } from './broker-session';
import type { Subscription } from '../types';

/** What is subscribed, by the id it has in every session. */
export class Subscriptions {
  readonly #byId = new Map<string, Subscription>();
  #lastId = 0;

  /**
   * Adds a subscription. Returns its id.
   *
   * @throws {StompError} STOMP_INVALID_MESSAGE
   */
  add(subscription: Subscription): string {
    checkBrokerDestination(subscription.destination);
    checkHeaders(subscription.destination, subscription.headers ?? {});
    const id = String(++this.#lastId);
    this.#byId.set(id, subscription);
    return id;
  }

  delete(id: string): void {
    this.#byId.delete(id);
  }

  /** Those that the session has, too. */
  of(session: BrokerSession): [id: string, subscription: Subscription][] {
    const ids = session.subscriptionIds;
    return [...this.#byId].filter(([id]) => ids.includes(id));
  }

  /** Subscribes what the session lacks, and ends what it has too much. Resolves when the broker has answered. */
  async applyTo(session: BrokerSession): Promise<void> {
    const ids = session.subscriptionIds;
    for (const id of ids) {
      if (!this.#byId.has(id)) {
        session.unsubscribe(id);
      }
    }
    const lacking = [...this.#byId.keys()].filter((id) => !ids.includes(id));
    await Promise.all(lacking.map((id) => this.subscribe(session, id)));
  }

  /** Never rejects: a refused subscription is the subscriber's affair, a lost one is applied to the next session. */
  async subscribe(session: BrokerSession, id: string): Promise<void> {
    const subscription = this.#byId.get(id);
    if (!subscription) {
      return;
    }
    try {
      await session.subscribe(id, subscription);
    } catch (error) {
      if (!(error instanceof StompError) || error.code !== 'STOMP_REFUSED') {
        return;
      }
      if (this.#byId.has(id)) {
        runSafely('onError', () => subscription.onError?.(error));
      }
    }
  }
}

import { brokerName } from '../brokers/broker-url';
import { StompError } from '../errors';
import * as failures from '../failures';
import type { Timing } from '../timing';
import type { BrokerAddress, StompOptions } from '../types';
import { BrokerSession, type Attempt } from './broker-session';

/** The sessions of a connection that have not ended: the current one, attempts, looks, and one that is being left. */
export class OpenSessions {
  readonly #sessions = new Set<BrokerSession>();
  /** Really private: login and keys must not show when somebody prints the connection. */
  readonly #settings: StompOptions & Timing;

  constructor(settings: StompOptions & Timing) {
    this.#settings = settings;
  }

  /** How many messages the brokers have not confirmed, and how many wait to be sent. */
  get load(): { unconfirmed: number; waiting: number } {
    const loads = [...this.#sessions].map(({ load }) => load);
    return {
      unconfirmed: loads.reduce((sum, { unconfirmed }) => sum + unconfirmed, 0),
      waiting: loads.reduce((sum, { waiting }) => sum + waiting, 0),
    };
  }

  /** @throws {StompError} STOMP_CONNECT_FAILED when the settings cannot be used, such as a key that is none */
  open(address: BrokerAddress, isLoginLiteral: boolean, attempt: Attempt): BrokerSession {
    try {
      const session = new BrokerSession(
        address,
        { ...this.#settings, isLoginLiteral },
        {
          onOpen: () => attempt.onOpen(),
          onEnd: (reason) => {
            this.#sessions.delete(session);
            attempt.onEnd(reason);
          },
        },
      );
      this.#sessions.add(session);
      return session;
    } catch (error) {
      throw error instanceof StompError ? error : failures.unusableSettings(brokerName(address), error);
    }
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.#sessions].map((session) => session.close()));
  }
}

import { spread } from './backoff';
import { brokerName } from './broker-url';
import type { StompError } from '../errors';
import type { BrokerAddress } from '../types';

interface LoginRefusal {
  broker: string;
  reason: StompError;
}

/** The brokers in order of priority, and which of them refuse the login. */
export class BrokerList {
  /** Really private: an address may hold keys. */
  readonly #brokers: readonly BrokerAddress[];
  readonly #refusals = new Map<BrokerAddress, LoginRefusal & { until: number }>();
  readonly #literalLogins = new Set<BrokerAddress>();

  constructor(
    brokers: readonly BrokerAddress[],
    private readonly refusedRetryMs: number,
  ) {
    this.#brokers = brokers;
  }

  /** Whom to try now, in order of priority. The one that was just lost comes last; who refuses is left alone. */
  toTry(lost?: BrokerAddress): BrokerAddress[] {
    const willing = this.#brokers.filter((broker) => !this.isRefusing(broker));
    const brokers = willing.length > 0 ? willing : [...this.#brokers];
    return brokers.sort((a, b) => Number(a === lost) - Number(b === lost));
  }

  betterThan(current: BrokerAddress): BrokerAddress[] {
    return this.#brokers.slice(0, this.#brokers.indexOf(current));
  }

  /** All others, beginning with the next one. */
  after(current: BrokerAddress): BrokerAddress[] {
    const index = this.#brokers.indexOf(current);
    return [...this.#brokers.slice(index + 1), ...this.#brokers.slice(0, index)];
  }

  failed(broker: BrokerAddress, reason: StompError): void {
    this.#refusals.delete(broker);
    if (reason.code !== 'STOMP_LOGIN_REFUSED') {
      return;
    }
    const until = performance.now() + spread(this.refusedRetryMs);
    this.#refusals.set(broker, { broker: brokerName(broker), reason, until });
    if (!this.#literalLogins.delete(broker)) {
      this.#literalLogins.add(broker);
    }
  }

  /**
   * Whether backslashes in user and password go out as they are, or escaped. Which of them a broker understands
   * (Artemis the former, ActiveMQ and RabbitMQ the latter) it tells after the login only: after each refusal the
   * other form has its turn.
   */
  isLoginLiteral(broker: BrokerAddress): boolean {
    return this.#literalLogins.has(broker);
  }

  accepted(broker: BrokerAddress): void {
    this.#refusals.delete(broker);
  }

  isRefusing(broker: BrokerAddress): boolean {
    return (this.#refusals.get(broker)?.until ?? 0) > performance.now();
  }

  /** The refusal of the broker that comes first, until that broker has been tried again. */
  get refusal(): LoginRefusal | undefined {
    const refusing = this.#brokers.find((broker) => this.#refusals.has(broker));
    const refusal = refusing && this.#refusals.get(refusing);
    return refusal && { broker: refusal.broker, reason: refusal.reason };
  }

  /** How long all brokers are to be left alone; 0 when one of them may be tried now. */
  get pauseMs(): number {
    const ends = this.#brokers.map((broker) => this.#refusals.get(broker)?.until ?? 0);
    return Math.max(0, Math.ceil(Math.min(...ends) - performance.now()));
  }
}

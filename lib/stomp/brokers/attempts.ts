import type { StompError } from '../errors';
import type { Attempt, BrokerSession } from '../session/broker-session';
import type { BrokerAddress } from '../types';

/** How long a broker that does not answer keeps the others waiting. */
const headStartMs = 1000;

interface AttemptsEvents {
  /**
   * Starts an attempt.
   *
   * @throws {StompError} if it is hopeless
   */
  open(address: BrokerAddress, attempt: Attempt): BrokerSession;
  /** All other attempts have been given up. When this session ends before `stop`, that is a failure, too. */
  onOpen(session: BrokerSession): void;
  onFailure(address: BrokerAddress, reason: StompError): void;
  /** The round is over without a failure right now: the last broker to be tried keeps silent, too. */
  onOver(): void;
}

/**
 * The attempts at the brokers, in rounds. The next broker is tried when the one before has failed or has used up its
 * head start; the first to accept the login wins. Brokers that keep silent do not hold up the next round.
 */
export class Attempts {
  #round: readonly BrokerAddress[] = [];
  #untried: BrokerAddress[] = [];
  readonly #underWay = new Map<BrokerAddress, BrokerSession>();
  #latest: BrokerAddress | undefined;
  #headStart: NodeJS.Timeout | undefined;

  constructor(private readonly events: AttemptsEvents) {}

  /** Nobody is left to be tried, and who has not answered yet has used up its head start. */
  get isRoundOver(): boolean {
    return this.#untried.length === 0 && this.#headStart === undefined;
  }

  startRound(brokers: readonly BrokerAddress[]): void {
    this.#round = brokers;
    this.#untried = brokers.filter((address) => !this.#underWay.has(address));
    this.#next();
  }

  /** Nothing that happens from now on counts. The sessions are left to their owner. */
  stop(): void {
    this.#endHeadStart();
    this.#untried = [];
    this.#underWay.clear();
  }

  #next(): void {
    this.#endHeadStart();
    const address = this.#untried.shift();
    if (address) {
      this.#attempt(address);
    } else if (!this.#round.every((broker) => this.#underWay.has(broker))) {
      this.events.onOver();
    }
  }

  #attempt(address: BrokerAddress): void {
    this.#latest = address;
    this.#headStart = setTimeout(() => this.#next(), headStartMs);
    try {
      const session = this.events.open(address, {
        onOpen: () => this.#onOpen(address, session),
        onEnd: (reason) => {
          if (this.#underWay.get(address) !== session) {
            return;
          }
          this.#underWay.delete(address);
          this.#onFailure(address, reason);
        },
      });
      this.#underWay.set(address, session);
    } catch (error) {
      this.#onFailure(address, error as StompError);
    }
  }

  #onOpen(address: BrokerAddress, winner: BrokerSession): void {
    this.#endHeadStart();
    const losers = [...this.#underWay.values()].filter((session) => session !== winner);
    this.#underWay.clear();
    this.#underWay.set(address, winner);
    for (const loser of losers) {
      void loser.close();
    }
    this.events.onOpen(winner);
  }

  #onFailure(address: BrokerAddress, reason: StompError): void {
    if (address === this.#latest) {
      this.#endHeadStart();
    }
    this.events.onFailure(address, reason);
    if (!this.isRoundOver && !this.#headStart) {
      this.#next();
    }
  }

  #endHeadStart(): void {
    clearTimeout(this.#headStart);
    this.#headStart = undefined;
  }
}

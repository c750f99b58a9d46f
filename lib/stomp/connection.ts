import { EventEmitter } from 'node:events';
import { Attempts } from './brokers/attempts';
import { RetryTimer } from './brokers/backoff';
import { BrokerList } from './brokers/broker-list';
import { brokerName } from './brokers/broker-url';
import { Deferred } from './deferred';
import { StompError } from './errors';
import { FailBack } from './brokers/fail-back';
import * as failures from './failures';
import { sendFrame } from './frames/messages';
import { logInBeside } from './brokers/log-in-beside';
import { Moves } from './brokers/moves';
import { say } from './phrases';
import { runSafely } from './run-safely';
import type { Attempt, BrokerSession } from './session/broker-session';
import { OpenSessions } from './session/open-sessions';
import { Subscriptions } from './session/subscriptions';
import { timingOf, type Timing } from './timing';
import type {
  BrokerAddress,
  ConnectionState,
  OutgoingMessage,
  StateChange,
  StompCounters,
  StompOptions,
  Subscription,
} from './types';

/**
 * A connection to the best of several brokers that comes back by itself. It says what becomes of it in `state` events,
 * one for every failed attempt. A listener that throws causes a process warning and nothing else.
 */
export class StompConnection extends EventEmitter<{ state: [StateChange] }> {
  /** Really private: login and keys must not show when somebody prints the connection. */
  readonly #options: StompOptions & Timing;
  readonly #brokers: BrokerList;
  readonly #retry: RetryTimer;
  readonly #attempts: Attempts;
  readonly #failBack: FailBack;
  readonly #subscriptions = new Subscriptions();
  #current: ConnectionState = 'idle';
  /** The broker that the current state is about. */
  #broker: string;
  readonly #sessions: OpenSessions;
  /** The one that has won and gets the subscriptions; everything goes over it once the state is connected. */
  #session: BrokerSession | undefined;
  readonly #moves = new Moves(this.#subscriptions);
  #connectedAt = 0;
  #firstAttempt: Deferred | undefined;
  /** Brokers from which the first attempt has no answer yet. */
  readonly #unheard: Set<BrokerAddress>;
  #closed: Promise<void> | undefined;
  readonly #counters = { connects: 0, reconnects: 0, moves: 0 };

  /**
   * @throws {StompError} STOMP_CONNECT_FAILED when there is no broker to connect to; STOMP_INVALID_OPTIONS when a time
   * is none that can be kept
   */
  constructor(options: StompOptions) {
    super();
    const [first] = options.brokers;
    if (!first) {
      throw new StompError('STOMP_CONNECT_FAILED', say('noBroker'));
    }
    this.#options = { ...options, ...timingOf(options) };
    this.#broker = brokerName(first);
    this.#sessions = new OpenSessions(this.#options);
    this.#brokers = new BrokerList(options.brokers, this.#options.refusedRetryMs);
    this.#unheard = new Set(options.brokers);
    this.#retry = new RetryTimer(this.#options.backoff);
    this.#attempts = new Attempts({
      open: (address, attempt) => this.#open(address, attempt),
      onOpen: (session) => void this.#onOpen(session),
      onFailure: (address, reason) => this.#onFailure(address, reason),
      onOver: () => this.#retryLater(),
    });
    this.#failBack = new FailBack(
      this.#options.failBackMs,
      (address) => this.#logIn(address),
      (session) => this.#moveTo(this.#session, session, this.#brokers.betterThan(session.address)),
    );
  }

  get state(): ConnectionState {
    return this.#current;
  }

  get counters(): Readonly<StompCounters> {
    return { ...this.#counters, ...this.#sessions.load };
  }

  /**
   * Settles with the first attempt, which is one round over the brokers. Resolves when a broker has accepted the
   * login and answered all subscriptions. Rejects with a StompError; the attempts go on until `close()`.
   */
  connect(): Promise<void> {
    if (this.#closed) {
      return Promise.reject(failures.closed(this.#broker));
    }
    if (!this.#firstAttempt) {
      this.#firstAttempt = new Deferred();
      this.#change({ state: 'connecting', broker: this.#broker });
      this.#tryBrokers();
    }
    return this.#firstAttempt.promise;
  }

  /**
   * Subscribes now, and again after each reconnect, until the returned function is called.
   *
   * @throws {StompError} STOMP_INVALID_MESSAGE for a destination or header that cannot be sent
   */
  subscribe(subscription: Subscription): () => void {
    const id = this.#subscriptions.add(subscription);
    if (this.#session) {
      void this.#subscriptions.subscribe(this.#session, id);
    }
    return () => {
      this.#subscriptions.delete(id);
      this.#session?.unsubscribe(id);
    };
  }

  /**
   * Resolves when the broker has confirmed the message. Rejects with a StompError: STOMP_INVALID_MESSAGE,
   * STOMP_NOT_CONNECTED, STOMP_BUSY and STOMP_REFUSED mean that the message did not go out;
   * after STOMP_CONNECTION_LOST, STOMP_RECEIPT_TIMEOUT and STOMP_CLOSED it may have arrived.
   */
  async send(message: OutgoingMessage): Promise<void> {
    const frame = sendFrame(message);
    if (this.#closed) {
      throw failures.closed(this.#broker);
    }
    if (!this.#session || this.#current !== 'connected') {
      throw failures.notConnected(this.#broker);
    }
    await this.#session.send(frame);
  }

  /**
   * For when the broker is well, but who should answer is not there: moves to the next broker of the list that
   * accepts the login, from the last one to the first, and stays there until it is lost. Resolves to whether the
   * connection has moved; never rejects.
   */
  async tryOtherBroker(): Promise<boolean> {
    const from = this.#session;
    if (!from || this.#current !== 'connected') {
      return false;
    }
    for (const address of this.#brokers.after(from.address)) {
      const session = await this.#logIn(address);
      if (session) {
        return this.#moveTo(from, session, []);
      }
    }
    return false;
  }

  /** Ends the connection for good. Resolves when nothing of it is left; never rejects. */
  close(): Promise<void> {
    if (this.#closed) {
      return this.#closed;
    }
    this.#session = undefined;
    this.#stopAll();
    this.#closed = this.#finish();
    this.#firstAttempt?.reject(failures.closed(this.#broker));
    this.#change({ state: 'closing', broker: this.#broker });
    return this.#closed;
  }

  #stopAll(): void {
    this.#retry.stop();
    this.#attempts.stop();
    this.#failBack.stop();
    this.#moves.cancel();
  }

  async #finish(): Promise<void> {
    await this.#sessions.closeAll();
    this.#change({ state: 'idle', broker: this.#broker });
  }

  #tryBrokers(lost?: BrokerAddress): void {
    this.#retry.stop();
    // A listener may have closed the connection just now.
    if (!this.#closed) {
      this.#attempts.startRound(this.#brokers.toTry(lost));
    }
  }

  #open(address: BrokerAddress, attempt: Attempt): BrokerSession {
    const session = this.#sessions.open(address, this.#brokers.isLoginLiteral(address), {
      onOpen: () => attempt.onOpen(),
      onEnd: (reason) => {
        if (session === this.#session && this.#current === 'connected') {
          this.#onLost(session, reason);
        } else {
          attempt.onEnd(reason);
        }
      },
    });
    return session;
  }

  async #onOpen(session: BrokerSession): Promise<void> {
    this.#session = session;
    this.#retry.stop();
    await this.#subscriptions.applyTo(session);
    if (session !== this.#session) {
      return;
    }
    if (this.#counters.connects > 0) {
      this.#counters.reconnects += 1;
    }
    this.#attempts.stop();
    this.#onReady(session, this.#brokers.betterThan(session.address));
  }

  #onReady(session: BrokerSession, watched: readonly BrokerAddress[]): void {
    this.#failBack.watch(watched);
    this.#brokers.accepted(session.address);
    this.#connectedAt = performance.now();
    this.#counters.connects += 1;
    this.#firstAttempt?.resolve();
    this.#change({ state: 'connected', broker: session.broker });
  }

  /** A refusal tells more than a standby broker that does not listen, and it needs a person. */
  #onFailure(address: BrokerAddress, reason: StompError): void {
    this.#session = undefined;
    this.#brokers.failed(address, reason);
    this.#unheard.delete(address);
    const retryInMs = this.#attempts.isRoundOver ? this.#retryLater() : 0;
    const shown = this.#brokers.refusal ?? { broker: brokerName(address), reason };
    if (this.#unheard.size === 0) {
      this.#firstAttempt?.reject(shown.reason);
    }
    this.#change({ state: this.#brokers.refusal ? 'failed' : 'reconnecting', ...shown, retryInMs });
  }

  #onLost({ address, broker }: BrokerSession, reason: StompError): void {
    this.#session = undefined;
    this.#stopAll();
    if (performance.now() - this.#connectedAt >= this.#options.stableMs) {
      this.#retry.reset();
    }
    this.#change({ state: 'reconnecting', broker, reason, retryInMs: this.#retryLater(address) });
  }

  /** Returns how long it takes to the next round, in milliseconds. */
  #retryLater(lost?: BrokerAddress): number {
    return this.#retry.start(this.#brokers.pauseMs, () => this.#tryBrokers(lost));
  }

  async #logIn(address: BrokerAddress): Promise<BrokerSession | undefined> {
    return this.#closed
      ? undefined
      : logInBeside(address, this.#brokers, (to, attempt) => this.#open(to, attempt));
  }

  /** Resolves to whether the new session has taken over; it is closed otherwise. `watched`: whom to go back to then. */
  async #moveTo(
    from: BrokerSession | undefined,
    to: BrokerSession,
    watched: readonly BrokerAddress[],
  ): Promise<boolean> {
    if (!from || from !== this.#session || this.#moves.isUnderWay) {
      await to.close();
      return false;
    }
    return this.#moves.take(from, to, () => {
      this.#session = to;
      void this.#subscriptions.applyTo(to);
      this.#counters.moves += 1;
      this.#onReady(to, watched);
    });
  }

  #change(change: StateChange): void {
    this.#current = change.state;
    this.#broker = change.broker;
    runSafely('A listener of "state"', () => this.emit('state', change));
  }
}

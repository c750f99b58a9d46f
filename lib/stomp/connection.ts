import { EventEmitter } from 'node:events';
import { Backoff, spread } from './backoff';
import { brokerName } from './broker-url';
import { Deferred } from './deferred';
import { StompError } from './errors';
import * as failures from './failures';
import { checkDestination, checkHeaders, sendFrame } from './frames';
import { runSafely } from './run-safely';
import { Session } from './session';
import type {
  BrokerAddress,
  ConnectionState,
  OutgoingMessage,
  StateChange,
  StompOptions,
  Subscription,
} from './types';

const defaults = {
  heartbeatMs: 10_000,
  connectTimeoutMs: 10_000,
  receiptTimeoutMs: 30_000,
  backoff: { minMs: 500, maxMs: 30_000 },
  stableMs: 10_000,
  refusedRetryMs: 60_000,
};

/**
 * A connection to one of several brokers that comes back by itself. It says what becomes of it in `state` events,
 * one for every failed attempt. A listener that throws causes a process warning and nothing else.
 */
export class StompConnection extends EventEmitter<{ state: [StateChange] }> {
  /** Really private, like the address: login and keys must not show when somebody prints the connection. */
  readonly #options: StompOptions & typeof defaults;
  #address: BrokerAddress;
  readonly #backoff: Backoff;
  /** Applied again at every connect, by the id they have in all sessions. */
  readonly #subscriptions = new Map<string, Subscription>();
  #lastSubscriptionId = 0;
  #current: ConnectionState = 'idle';
  #session: Session | undefined;
  #connectedAt = Number.POSITIVE_INFINITY;
  #brokerIndex = 0;
  /** Brokers that the first attempt has not reached yet. They are tried without waiting. */
  #untried: number;
  #firstAttempt: Deferred | undefined;
  /** Tells more about a first attempt that failed than a standby broker that does not listen. */
  #refusal: StompError | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #closed: Promise<void> | undefined;

  /** Throws StompError STOMP_CONNECT_FAILED when there is no broker to connect to. */
  constructor(options: StompOptions) {
    super();
    const [first] = options.brokers;
    if (!first) {
      throw new StompError('STOMP_CONNECT_FAILED', 'There is no broker to connect to. Name at least one.');
    }
    this.#address = first;
    this.#options = { ...defaults, ...options };
    this.#backoff = new Backoff(this.#options.backoff);
    this.#untried = options.brokers.length - 1;
  }

  get state(): ConnectionState {
    return this.#current;
  }

  /**
   * Settles with the first attempt, which is one round over the brokers. Resolves when a broker has accepted the
   * login and answered all subscriptions. Rejects with a StompError; the attempts go on until `close()`.
   */
  connect(): Promise<void> {
    if (this.#closed) return Promise.reject(failures.closed(this.#broker));
    if (!this.#firstAttempt) {
      this.#firstAttempt = new Deferred();
      this.#change({ state: 'connecting', broker: this.#broker });
      this.#open();
    }
    return this.#firstAttempt.promise;
  }

  /**
   * Subscribes now, and again after each reconnect, until the returned function is called.
   * Throws STOMP_INVALID_MESSAGE for a destination or header that cannot be sent.
   */
  subscribe(subscription: Subscription): () => void {
    checkDestination(subscription.destination);
    checkHeaders(subscription.destination, subscription.headers ?? {});
    const id = String(++this.#lastSubscriptionId);
    this.#subscriptions.set(id, subscription);
    if (this.#session?.isOpen) void this.#apply(this.#session, id, subscription);
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
    if (this.#closed) throw failures.closed(this.#broker);
    if (!this.#session || this.#current !== 'connected') throw failures.notConnected(this.#broker);
    await this.#session.send(frame);
  }

  /** Ends the connection for good. Resolves when nothing of it is left; never rejects. */
  close(): Promise<void> {
    if (this.#closed) return this.#closed;
    const session = this.#session;
    this.#session = undefined;
    clearTimeout(this.#retryTimer);
    this.#closed = this.#finish(session);
    this.#firstAttempt?.reject(failures.closed(this.#broker));
    this.#change({ state: 'closing', broker: this.#broker });
    return this.#closed;
  }

  get #broker(): string {
    return brokerName(this.#address);
  }

  #open(): void {
    // A listener may have closed the connection just now.
    if (this.#closed) return;
    try {
      const session = new Session(this.#address, this.#options, {
        onOpen: () => void this.#onOpen(session),
        onEnd: (reason) => session === this.#session && this.#onEnd(reason),
      });
      this.#session = session;
    } catch (error) {
      this.#onEnd(error instanceof StompError ? error : failures.unusableSettings(this.#broker, error));
    }
  }

  async #onOpen(session: Session): Promise<void> {
    await Promise.all(
      [...this.#subscriptions].map(([id, subscription]) => this.#apply(session, id, subscription)),
    );
    if (session !== this.#session) return;
    this.#connectedAt = performance.now();
    this.#untried = 0;
    this.#firstAttempt?.resolve();
    this.#change({ state: 'connected', broker: session.broker });
  }

  /** Never rejects: a refused subscription is the subscriber's affair, a lost one is applied at the next connect. */
  async #apply(session: Session, id: string, subscription: Subscription): Promise<void> {
    try {
      await session.subscribe(id, subscription);
    } catch (error) {
      if (!(error instanceof StompError) || error.code !== 'STOMP_REFUSED') return;
      if (this.#subscriptions.has(id)) runSafely('onError', () => subscription.onError?.(error));
    }
  }

  #onEnd(reason: StompError): void {
    const broker = this.#broker;
    const refused = reason.code === 'STOMP_LOGIN_REFUSED';
    const retryInMs = this.#retryDelay(refused);
    if (refused) this.#refusal ??= reason;
    if (this.#untried === 0) this.#firstAttempt?.reject(this.#refusal ?? reason);
    this.#untried = Math.max(0, this.#untried - 1);
    this.#session = undefined;
    this.#useNextBroker();
    this.#retryTimer = setTimeout(() => this.#open(), retryInMs);
    this.#change({ state: refused ? 'failed' : 'reconnecting', broker, reason, retryInMs });
  }

  #retryDelay(refused: boolean): number {
    if (performance.now() - this.#connectedAt >= this.#options.stableMs) this.#backoff.reset();
    this.#connectedAt = Number.POSITIVE_INFINITY;
    if (this.#untried > 0) return 0;
    return refused ? spread(this.#options.refusedRetryMs) : this.#backoff.next();
  }

  #useNextBroker(): void {
    const { brokers } = this.#options;
    this.#brokerIndex = (this.#brokerIndex + 1) % brokers.length;
    this.#address = brokers[this.#brokerIndex] ?? this.#address;
  }

  async #finish(session: Session | undefined): Promise<void> {
    await session?.close();
    this.#change({ state: 'idle', broker: this.#broker });
  }

  #change(change: StateChange): void {
    this.#current = change.state;
    runSafely('A listener of "state"', () => this.emit('state', change));
  }
}

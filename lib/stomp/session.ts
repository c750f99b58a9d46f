import type { StompError } from './errors';
import * as failures from './failures';
import { incomingMessage, readBody, type SendFrame } from './frames';
import { Receipts } from './receipts';
import { runSafely } from './run-safely';
import type { Headers, IncomingFrame } from './stompit';
import { Transport, type TransportSettings } from './transport';
import type { BrokerAddress, StompOptions, Subscription } from './types';
import { Window } from './window';

const disconnectLimitMs = 2_000;
const maxBodyBytes = 16 * 1024 * 1024;

export type SessionSettings = TransportSettings & Required<Pick<StompOptions, 'receiptTimeoutMs'>>;

interface SessionEvents {
  onOpen(): void;
  /** Called once, whoever ended it. */
  onEnd(reason: StompError): void;
}

/** One STOMP session: what is sent is confirmed or fails, and nothing of it outlives the session. */
export class Session {
  readonly #transport: Transport;
  readonly #receipts: Receipts;
  readonly #window: Window;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #receiptTimeoutMs: number;
  #closing = false;

  /** Throws when the address or the login cannot be used at all. */
  constructor(
    address: BrokerAddress,
    settings: SessionSettings,
    private readonly events: SessionEvents,
  ) {
    this.#receiptTimeoutMs = settings.receiptTimeoutMs;
    this.#transport = new Transport(address, settings, {
      onOpen: () => events.onOpen(),
      onFrame: {
        MESSAGE: (frame) => this.#onMessage(frame),
        RECEIPT: (frame) => this.#onReceipt(frame),
        ERROR: (frame) => this.#onError(frame),
      },
      onEnd: (reason) => this.#onEnd(reason),
    });
    this.#receipts = new Receipts((id, what, limitMs) => this.#onOverdue(id, what, limitMs));
    this.#window = new Window(this.broker);
  }

  get broker(): string {
    return this.#transport.broker;
  }

  get isOpen(): boolean {
    return this.#transport.isOpen;
  }

  /** Resolves with the broker's confirmation. */
  async send(frame: SendFrame): Promise<void> {
    await this.#window.enter(frame.body.length);
    try {
      if (this.#closing) throw failures.closed(this.broker);
      await this.#request('SEND', frame.headers, `the message to ${frame.destination}`, { body: frame.body });
    } finally {
      this.#window.leave();
    }
  }

  /** Resolves with the broker's confirmation. */
  async subscribe(id: string, subscription: Subscription): Promise<void> {
    const { destination, ack = 'auto', headers } = subscription;
    this.#subscriptions.set(id, subscription);
    try {
      await this.#request(
        'SUBSCRIBE',
        { ...headers, id, destination, ack },
        `the subscription to ${destination}`,
      );
    } catch (error) {
      this.#subscriptions.delete(id);
      throw error;
    }
  }

  /** Does nothing when the broker does not have the subscription. */
  unsubscribe(id: string): void {
    if (!this.isOpen || !this.#subscriptions.delete(id)) return;
    this.#request('UNSUBSCRIBE', { id }, 'the end of a subscription').catch(ignore);
  }

  /** Never rejects. Afterwards no socket, timer or listener is left. */
  async close(): Promise<void> {
    const reason = failures.closed(this.broker);
    this.#closing = true;
    this.#subscriptions.clear();
    this.#rejectAll(() => reason, reason);
    if (this.isOpen) {
      await this.#request('DISCONNECT', {}, 'the end of the session', { limitMs: disconnectLimitMs }).catch(
        ignore,
      );
    }
    this.#transport.end(reason);
    await this.#transport.closed;
  }

  #request(
    command: string,
    headers: Headers,
    what: string,
    { body, limitMs = this.#receiptTimeoutMs }: { body?: Buffer; limitMs?: number } = {},
  ): Promise<void> {
    if (!this.isOpen) return Promise.reject(failures.notConnected(this.broker));
    const { id, confirmed } = this.#receipts.expect(what, limitMs);
    this.#transport.send(command, { ...headers, receipt: id }, body);
    return confirmed;
  }

  #onReceipt(frame: IncomingFrame): void {
    frame.resume();
    this.#receipts.confirm(frame.headers['receipt-id']);
  }

  /** ActiveMQ refuses a single frame by an ERROR with its receipt id; the session goes on. */
  #onError(frame: IncomingFrame): void {
    frame.resume();
    const answer = this.#transport.quote(frame);
    const explain = (what: string) => failures.refused(this.broker, what, answer);
    if (this.#receipts.reject(frame.headers['receipt-id'], explain)) return;
    this.#transport.end(failures.connectionLost(this.broker, `it reported ${answer}`));
  }

  #onMessage(frame: IncomingFrame): void {
    const id = frame.headers['subscription'] ?? '';
    const subscription = this.#subscriptions.get(id);
    if (!subscription) {
      // Sent before the broker knew that the subscription had ended.
      frame.resume();
      return;
    }
    readBody(frame, maxBodyBytes, (body) => {
      if (this.#isCurrent(id, subscription)) this.#deliver(id, subscription, frame, body);
    });
  }

  #deliver(id: string, subscription: Subscription, frame: IncomingFrame, body: Buffer | undefined): void {
    const answer = this.#answering(id, subscription, frame);
    if (body) {
      const message = incomingMessage(frame, body, () => answer('ACK'));
      runSafely('onMessage', () => subscription.onMessage(message));
    } else {
      answer('NACK');
      const error = failures.tooLarge(this.broker, subscription.destination, maxBodyBytes);
      runSafely('onError', () => subscription.onError?.(error));
    }
  }

  /** Only the first answer counts: ActiveMQ ends the session of a client that answers what it did not ask. */
  #answering(
    id: string,
    subscription: Subscription,
    frame: IncomingFrame,
  ): (command: 'ACK' | 'NACK') => void {
    let expected = subscription.ack === 'client-individual';
    return (command) => {
      if (!expected || !this.#isCurrent(id, subscription)) return;
      expected = false;
      const { ack, 'message-id': messageId } = frame.headers;
      this.#transport.send(command, { id: ack, subscription: id, 'message-id': messageId });
    };
  }

  #isCurrent(id: string, subscription: Subscription): boolean {
    return this.isOpen && this.#subscriptions.get(id) === subscription;
  }

  #onOverdue(id: string, what: string, limitMs: number): void {
    const error = failures.overdue(this.broker, what, limitMs);
    this.#receipts.reject(id, () => error);
    this.#transport.end(error);
  }

  #onEnd(reason: StompError): void {
    this.#rejectAll((what) => failures.unconfirmed(this.broker, what), failures.notConnected(this.broker));
    this.events.onEnd(reason);
  }

  #rejectAll(sent: (what: string) => StompError, waiting: StompError): void {
    this.#receipts.rejectAll(sent);
    this.#window.rejectWaiting(waiting);
  }
}

function ignore(): void {
  // Nobody has anything to do about it: the frame only tidies up.
}

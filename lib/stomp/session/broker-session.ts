import { Consumer } from './consumer';
import type { Phrase } from '../../common/phrase';
import type { StompError } from '../errors';
import * as failures from '../failures';
import type { Frame } from '../frames/frame';
import { incomingMessage, type Answer, type SendFrame } from '../frames/messages';
import { say } from '../phrases';
import { Receipts } from './receipts';
import { runSafely } from '../run-safely';
import type { Headers } from '../frames/frame-writer';
import { frameLimits, Transport, type TransportSettings } from './transport';
import type { BrokerAddress, IncomingMessage, StompOptions, Subscription } from '../types';
import { Window } from './window';

const disconnectLimitMs = 2_000;
const answerLimitMs = 5_000;

export type SessionSettings = TransportSettings & Required<Pick<StompOptions, 'receiptTimeoutMs'>>;

/** What becomes of a session that somebody tries to open. */
export interface Attempt {
  /** The broker has accepted the login. */
  onOpen(): void;
  /** Called once, whoever ended it. */
  onEnd(reason: StompError): void;
}

/** A message that somebody has taken on its way to the subscriber. */
export interface HeldMessage {
  readonly subscriptionId: string;
  readonly message: IncomingMessage;
  /** Does nothing when the session or the subscription has ended. Never throws. */
  deliver(): void;
}

/** One STOMP session: what is sent is confirmed or fails, and nothing of it outlives the session. */
export class BrokerSession {
  readonly #transport: Transport;
  readonly #receipts: Receipts;
  readonly #window: Window;
  readonly #consumers = new Map<string, Consumer>();
  readonly #receiptTimeoutMs: number;
  /** Really private: it may hold keys. */
  readonly #address: BrokerAddress;
  #closed: Promise<void> | undefined;
  #diversion: ((held: HeldMessage) => void) | undefined;

  /** @throws {Error} if the address or the login cannot be used at all */
  constructor(
    address: BrokerAddress,
    settings: SessionSettings,
    private readonly events: Attempt,
  ) {
    this.#address = address;
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

  get address(): BrokerAddress {
    return this.#address;
  }

  get broker(): string {
    return this.#transport.broker;
  }

  get isOpen(): boolean {
    return this.#transport.isOpen;
  }

  /** Sends that the broker has not confirmed, and sends that wait for their turn. */
  get load(): { unconfirmed: number; waiting: number } {
    return this.#window;
  }

  /** The ids of the subscriptions that the broker has, or is being asked for. */
  get subscriptionIds(): string[] {
    return [...this.#consumers.keys()];
  }

  /** Resolves with the broker's confirmation. */
  async send(frame: SendFrame): Promise<void> {
    const body = this.#transport.encode(frame.text);
    const leave = await this.#window.enter(body.length, frame.isUrgent);
    try {
      if (this.#closed) {
        throw failures.closed(this.broker);
      }
      await this.#request('SEND', frame.headers, () => say('messageTo', { destination: frame.destination }), {
        body,
      });
    } finally {
      leave();
    }
  }

  /** Resolves with the broker's confirmation. */
  async subscribe(id: string, subscription: Subscription): Promise<void> {
    const { destination, ack = 'auto', headers } = subscription;
    this.#consumers.set(id, new Consumer(subscription));
    try {
      await this.#request('SUBSCRIBE', { ...headers, id, destination, ack }, () =>
        say('subscriptionTo', { destination }),
      );
    } catch (error) {
      this.#consumers.delete(id);
      throw error;
    }
  }

  /** Hands every message to somebody else instead of its subscriber; undefined: no more. */
  divert(diversion: ((held: HeldMessage) => void) | undefined): void {
    this.#diversion = diversion;
  }

  /** At once; does nothing when the broker does not have the subscription. */
  unsubscribe(id: string): void {
    if (!this.isOpen || !this.#consumers.delete(id)) {
      return;
    }
    this.#endSubscription(id).catch(ignore);
  }

  /**
   * Ends a subscription without losing or repeating a message: what is delivered gets answered, and what comes
   * without asking for an answer is delivered until the broker confirms the end.
   */
  async finishSubscription(id: string): Promise<void> {
    const consumer = this.#consumers.get(id);
    if (!consumer) {
      return;
    }
    await consumer.settle(answerLimitMs);
    // ActiveMQ ends the session of a client that answers after this.
    if (consumer.expectsAnswers) {
      this.#consumers.delete(id);
    }
    await this.#endSubscription(id);
    this.#consumers.delete(id);
  }

  /** Closes as soon as the broker has confirmed all that was sent, or the session is lost. Never rejects. */
  async leave(): Promise<void> {
    this.#endConsumers();
    await this.#window.emptied();
    await this.close();
  }

  /** Never rejects. Afterwards no socket, timer or listener is left. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  async #close(): Promise<void> {
    const reason = failures.closed(this.broker);
    this.#endConsumers();
    this.#rejectAll(() => reason, reason);
    if (this.isOpen) {
      await this.#request('DISCONNECT', {}, () => say('endOfSession'), { limitMs: disconnectLimitMs }).catch(
        ignore,
      );
    }
    this.#transport.end(reason);
    await this.#transport.closed;
  }

  #endSubscription(id: string): Promise<void> {
    return this.#request('UNSUBSCRIBE', { id }, () => say('endOfSubscription'));
  }

  #endConsumers(): void {
    for (const consumer of this.#consumers.values()) {
      consumer.release();
    }
    this.#consumers.clear();
  }

  #request(
    command: string,
    headers: Headers,
    what: () => Phrase,
    { body, limitMs = this.#receiptTimeoutMs }: { body?: Buffer; limitMs?: number } = {},
  ): Promise<void> {
    if (!this.isOpen) {
      return Promise.reject(failures.notConnected(this.broker));
    }
    const { id, confirmed } = this.#receipts.expect(what, limitMs);
    this.#transport.send(command, { ...headers, receipt: id }, body);
    return confirmed;
  }

  #onReceipt(frame: Frame): void {
    this.#receipts.confirm(frame.header('receipt-id'));
  }

  /** ActiveMQ refuses a single frame by an ERROR with its receipt id; the session goes on. */
  #onError(frame: Frame): void {
    const answer = this.#transport.quote(frame.headers);
    const explain = (what: Phrase) => failures.refused(this.broker, what, answer);
    if (this.#receipts.reject(frame.header('receipt-id'), explain)) {
      return;
    }
    this.#transport.end(failures.connectionLost(this.broker, say('reported', { answer })));
  }

  #onMessage(frame: Frame): void {
    const id = frame.header('subscription') ?? '';
    const consumer = this.#consumers.get(id);
    // Otherwise it was sent before the broker knew that the subscription had ended.
    if (consumer?.isTaking) {
      this.#take(id, consumer, frame);
    }
  }

  #take(id: string, consumer: Consumer, frame: Frame): void {
    const { subscription } = consumer;
    const answer = consumer.expectsAnswers ? this.#answering(id, consumer, frame) : noAnswer;
    const { body } = frame;
    if (body) {
      // The message keeps the frame, and has its body as a text.
      frame.body = undefined;
      const message = incomingMessage(frame, body, answer);
      if (this.#diversion === undefined) {
        this.#deliver(id, consumer, message);
      } else {
        const deliver = () => this.#deliver(id, consumer, message);
        this.#diversion({ subscriptionId: id, message, deliver });
      }
    } else {
      answer('NACK');
      const error = failures.tooLarge(this.broker, subscription.destination, frameLimits);
      runSafely('onError', () => subscription.onError?.(error));
    }
  }

  #deliver(id: string, consumer: Consumer, message: IncomingMessage): void {
    if (this.#isCurrent(id, consumer)) {
      runSafely('onMessage', () => consumer.subscription.onMessage(message));
    }
  }

  /** Only the first answer counts: ActiveMQ ends the session of a client that answers what it did not ask. */
  #answering(id: string, consumer: Consumer, frame: Frame): Answer {
    let expected = true;
    consumer.delivered();
    return (command) => {
      if (!expected || !this.#isCurrent(id, consumer)) {
        return false;
      }
      if (command !== undefined) {
        expected = false;
        const [ack, messageId] = [frame.header('ack'), frame.header('message-id')];
        this.#transport.send(command, { id: ack, subscription: id, 'message-id': messageId });
        consumer.answered();
      }
      return true;
    };
  }

  #isCurrent(id: string, consumer: Consumer): boolean {
    return this.isOpen && this.#consumers.get(id) === consumer;
  }

  #onOverdue(id: string, what: Phrase, limitMs: number): void {
    const error = failures.overdue(this.broker, what, limitMs);
    this.#receipts.reject(id, () => error);
    this.#transport.end(error);
  }

  #onEnd(reason: StompError): void {
    this.#endConsumers();
    this.#rejectAll((what) => failures.unconfirmed(this.broker, what), failures.notConnected(this.broker));
    this.events.onEnd(reason);
  }

  #rejectAll(sent: (what: Phrase) => StompError, waiting: StompError): void {
    this.#receipts.rejectAll(sent);
    this.#window.rejectWaiting(waiting);
  }
}

function noAnswer(): boolean {
  return false;
}

function ignore(): void {
  // There is nothing to do: a frame that only tidies up has failed, or an answer is not asked for.
}

import type { Destinations } from '../destinations/destinations';
import { readSentMessage, type Message } from '../destinations/message';
import { ProtocolError, RefusedFrame } from '../errors';
import { requiredHeader, type Frame } from '../frames/frame';
import { headerLines } from '../frames/frame-writer';
import { limits } from '../limits';
import { readSubscribe, subscriptionKey } from './subscribe-request';
import { Subscription, type Outlet } from './subscription';

const deadLetters = '/queue/ActiveMQ.DLQ';

/** The client's connection, as its session sees it. */
export interface ClientConnection extends Outlet {
  /** Sends what has been written and closes. */
  end(): void;
  /** Sends an ERROR and closes. */
  fail(reason: string): void;
}

/** What a connected client does: its frames, and its subscriptions until it leaves. */
export class ClientSession {
  readonly #id: string;
  readonly #client: ClientConnection;
  readonly #destinations: Destinations;
  readonly #subscriptions = new Map<string, Subscription>();
  #messages = 0;
  #serial = 0;

  constructor(id: string, client: ClientConnection, destinations: Destinations) {
    this.#id = id;
    this.#client = client;
    this.#destinations = destinations;
  }

  /** Whether the client gets the messages of a queue alone. */
  get active(): boolean {
    return [...this.#subscriptions.values()].some((subscription) => subscription.active);
  }

  /**
   * Carries out a frame.
   *
   * @throws {RefusedFrame} if it cannot be done
   * @throws {ProtocolError} if the client does not speak STOMP as agreed
   */
  handle(frame: Frame): void {
    if (frame.headers.has('transaction')) {
      throw noTransactions(frame);
    }
    switch (frame.command) {
      case 'SEND':
        return this.#publish(frame);
      case 'SUBSCRIBE':
        return this.#subscribe(frame);
      case 'UNSUBSCRIBE':
        return this.#unsubscribe(frame);
      case 'ACK':
        return this.#acknowledge(frame);
      case 'NACK':
        return this.#reject(frame);
      case 'DISCONNECT':
        return this.#disconnect(frame);
      case 'BEGIN':
      case 'COMMIT':
      case 'ABORT':
        throw noTransactions(frame);
      case 'CONNECT':
      case 'STOMP':
        throw new ProtocolError('Already connected');
      default:
        throw new ProtocolError(`Unknown STOMP action: ${frame.command}`);
    }
  }

  /** The client reads again. */
  resume(): void {
    for (const subscription of this.#subscriptions.values()) {
      subscription.resume();
    }
  }

  close(): void {
    for (const subscription of this.#subscriptions.values()) {
      subscription.close();
    }
    this.#subscriptions.clear();
  }

  #publish(frame: Frame): void {
    this.#messages += 1;
    this.#destinations.publish(readSentMessage(`${this.#id}:${this.#messages}`, frame));
    this.#confirm(frame);
  }

  #subscribe(frame: Frame): void {
    const request = readSubscribe(frame, this.#client.version);
    if (this.#subscriptions.has(request.key)) {
      throw new RefusedFrame(`Already subscribed: ${request.key}`);
    }
    if (this.#subscriptions.size >= limits.subscriptions) {
      throw new RefusedFrame(`A client may have ${limits.subscriptions} subscriptions`);
    }
    const source = this.#destinations.open(request.destination, {
      accepts: (message) => request.selector(message.type),
      overrun: () => this.#client.fail(`Too slow: messages of ${request.destination} pile up unread`),
    });
    this.#serial += 1;
    const subscription = new Subscription(request, this.#serial, source, this.#client);
    this.#subscriptions.set(request.key, subscription);
    this.#confirm(frame); // before the first message, as ActiveMQ does
    subscription.start();
  }

  #unsubscribe(frame: Frame): void {
    const key = subscriptionKey(frame, this.#client.version);
    const subscription = this.#subscriptions.get(key);
    if (subscription === undefined) {
      throw new RefusedFrame(`No subscription matched: ${key}`);
    }
    this.#subscriptions.delete(key);
    subscription.close();
    this.#confirm(frame);
  }

  #acknowledge(frame: Frame): void {
    this.#settle(frame);
    this.#confirm(frame);
  }

  #reject(frame: Frame): void {
    if (this.#client.version === '1.0') {
      throw new ProtocolError('Unknown STOMP action: NACK');
    }
    for (const message of this.#settle(frame)) {
      if (message.persistent) {
        this.#destinations.publish(message.movedTo(deadLetters));
      }
    }
    this.#confirm(frame);
  }

  /** The messages that an ACK or NACK is about; they are no longer the client's. */
  #settle(frame: Frame): Message[] {
    const name = requiredHeader(frame, this.#client.version === '1.2' ? 'id' : 'message-id');
    const subscriptionId = frame.headers.get('subscription');
    for (const subscription of this.#subscriptions.values()) {
      if (subscriptionId !== undefined && subscription.id !== subscriptionId) {
        continue;
      }
      const messages = subscription.settle(name);
      if (messages.length > 0) {
        return messages;
      }
    }
    throw new RefusedFrame(`Unexpected ${frame.command} received for message-id [${name}]`);
  }

  #disconnect(frame: Frame): void {
    this.#confirm(frame);
    this.#client.end();
  }

  #confirm(frame: Frame): void {
    const receipt = frame.headers.get('receipt');
    if (receipt === undefined) {
      return;
    }
    this.#client.send('RECEIPT', headerLines(this.#client.version, [['receipt-id', receipt]]));
  }
}

function noTransactions(frame: Frame): RefusedFrame {
  return new RefusedFrame(`This broker has no transactions, so ${frame.command} was not done`);
}

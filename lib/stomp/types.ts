import type { ConnectionOptions } from 'node:tls';
import type { StompError } from './errors';

/** Where a broker listens. `tls` holds options for node:tls; without it the socket is plain. */
export interface BrokerAddress {
  host: string;
  port: number;
  tls?: ConnectionOptions | undefined;
}

/** How to reach the broker. All times are in milliseconds. */
export interface StompOptions {
  /**
   * In order of priority: a master and its slave, a network of brokers, or independent ones. They are asked in this
   * order, one right after the other, but last the one that was just lost. Of independent brokers, each keeps what
   * waits in its queues until somebody connects to it again.
   */
  brokers: readonly BrokerAddress[];
  user?: string | undefined;
  password?: string | undefined;
  /** Heart-beat in both directions, default 10000; 0 switches it off. */
  heartbeatMs?: number;
  /** Limit for TCP, TLS and the broker's CONNECTED together, default 10000. */
  connectTimeoutMs?: number;
  /** Limit for each confirmation of the broker, default 30000. When it passes, the session is given up. */
  receiptTimeoutMs?: number;
  /** Bounds of the waiting time between attempts (full jitter), default 500 and 30000. */
  backoff?: { minMs: number; maxMs: number };
  /** A session must last this long before the back-off starts anew, default 10000. */
  stableMs?: number;
  /** Waiting time after a refused login, ±20 %, default 60000. */
  refusedRetryMs?: number;
  /**
   * How often (±20 %) a connection to another than the first broker looks whether a better one accepts the login,
   * default 60000; 0 = never. It goes there when two looks in a row have found it well.
   */
  failBackMs?: number;
}

/**
 * `reconnecting` heals by itself. `failed` means that a broker refuses the login and no other lets us in: it is
 * still retried, but slowly, and somebody has to look at it. `connected` again without anything between means that
 * the connection has moved to another broker.
 */
export type ConnectionState = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'failed' | 'closing';

export interface StateChange {
  state: ConnectionState;
  /** host:port of the broker this is about. */
  broker: string;
  reason?: StompError;
  /** Until the next attempt; 0 when another broker is being tried already. */
  retryInMs?: number;
}

/** What a connection has done, and what it has to do now. */
export interface StompCounters {
  /** How often it became `connected`. */
  connects: number;
  /** How many of the connects came after a loss. */
  reconnects: number;
  /** How many of the connects were moves from one broker to another, with no time in between. */
  moves: number;
  /** Messages sent whose confirmation is outstanding. */
  unconfirmed: number;
  /** Messages that wait because too many are unconfirmed. */
  waiting: number;
}

/** A text message for the broker. JMS receivers see a TextMessage. */
export interface OutgoingMessage {
  /** Starts with /queue/, /topic/, /temp-queue/ or /temp-topic/. */
  destination: string;
  /** The JMSType. */
  type?: string;
  body: string;
  headers?: Readonly<Record<string, string>>;
  /** Default true: a confirmed message survives a crash of the broker. */
  persistent?: boolean;
  /** Default false: it waits while too many messages are unconfirmed. True: it passes them by, and is never refused. */
  urgent?: boolean;
}

/** A message from the broker. `kind` tells a JMS TextMessage from a BytesMessage; the body is text in both cases. */
export interface IncomingMessage {
  destination: string;
  type?: string | undefined;
  body: string;
  kind: 'text' | 'bytes';
  headers: Readonly<Record<string, string>>;
  /** The broker's id of the message; the same when it sends it again. */
  id?: string | undefined;
  /** By the clock of the broker, in milliseconds since 1970; absent where the broker does not say. */
  publishedAt?: number | undefined;
  /** The broker has sent it before, to us or to another consumer, and got no answer. */
  redelivered: boolean;
  /** With `client-individual`: an answer would do nothing, because it was given, or the session or subscription has ended. */
  readonly isOver?: boolean;
  /** Only for `client-individual`; does nothing otherwise, or when the session that brought the message is over. */
  ack(): void;
  /** As `ack`, but for a message that nobody can use: ActiveMQ moves it to its dead letter queue. */
  nack(): void;
}

export interface Subscription {
  destination: string;
  /** Default `auto`. */
  ack?: 'auto' | 'client-individual';
  headers?: Readonly<Record<string, string>>;
  onMessage(message: IncomingMessage): void;
  /** The broker refused the subscription (STOMP_REFUSED), or a message was too large (STOMP_INVALID_MESSAGE). */
  onError?(error: StompError): void;
}

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
  /** Tried in this order; each failure leads to the next one. */
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
}

/**
 * `reconnecting` heals by itself. `failed` means that the login was refused: it is still retried, but slowly,
 * and somebody has to look at it.
 */
export type ConnectionState = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'failed' | 'closing';

export interface StateChange {
  state: ConnectionState;
  /** host:port of the broker this is about. */
  broker: string;
  reason?: StompError;
  retryInMs?: number;
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
}

/** A message from the broker. `kind` tells a JMS TextMessage from a BytesMessage; the body is text in both cases. */
export interface IncomingMessage {
  destination: string;
  type?: string | undefined;
  body: string;
  kind: 'text' | 'bytes';
  headers: Readonly<Record<string, string>>;
  /** Only for `client-individual`; does nothing otherwise, or when the session that brought the message is over. */
  ack(): void;
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

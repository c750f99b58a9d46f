import { RefusedFrame } from '../errors';
import { requiredHeader, type Frame } from '../frames/frame';
import { headerLines } from '../frames/frame-writer';
import type { StompVersion } from '../frames/versions';
import { limits } from '../limits';

/** What was sent once, however many get it. */
export class Message {
  /** Roughly the bytes of memory it takes. */
  readonly size: number;
  readonly #expiresAt: number;
  readonly #lines: Partial<Record<StompVersion, string>> = {};

  /**
   * headers: those that travel with it. binary: it was sent with a content-length, so JMS would see a BytesMessage
   * instead of a TextMessage.
   *
   * @throws {RefusedFrame} if `expires` is no time
   */
  constructor(
    readonly id: string,
    readonly destination: string,
    readonly headers: ReadonlyMap<string, string>,
    readonly body: Buffer,
    readonly binary: boolean,
  ) {
    this.#expiresAt = readExpires(headers.get('expires'));
    this.size = limits.messageOverheadBytes + body.length;
    for (const [name, value] of headers) {
      this.size += 2 * (name.length + value.length);
    }
  }

  /** JMSType. */
  get type(): string | undefined {
    return this.headers.get('type');
  }

  /** Only such a message becomes a dead letter when a consumer rejects it. */
  get persistent(): boolean {
    return this.headers.get('persistent') === 'true';
  }

  get expired(): boolean {
    return this.#expiresAt > 0 && this.#expiresAt <= Date.now();
  }

  /** The lines of a MESSAGE frame that are the same for everybody who gets it. */
  lines(version: StompVersion): string {
    return (this.#lines[version] ??= this.#writeLines(version));
  }

  /** The same message for another destination, where it never expires. */
  movedTo(destination: string): Message {
    const headers = new Map(this.headers).set('expires', '0');
    return new Message(this.id, destination, headers, this.body, this.binary);
  }

  #writeLines(version: StompVersion): string {
    const { destination, id, headers, body } = this;
    const own = { destination, 'message-id': id };
    const length = this.binary ? { 'content-length': String(body.length) } : {};
    return headerLines(version, [...Object.entries(own), ...headers, ...Object.entries(length)]);
  }
}

/** Said by the broker, or between the sender and the broker only. */
const notPassedOn = new Set([
  'destination',
  'receipt',
  'content-length',
  'message-id',
  'subscription',
  'ack',
  'redelivered',
]);

/** The message that a SEND frame brings, with what ActiveMQ adds where the sender did not say it. */
export function readSentMessage(id: string, frame: Frame): Message {
  const destination = requiredHeader(frame, 'destination');
  const headers = new Map([
    ['expires', '0'],
    ['priority', '4'],
    ['timestamp', String(Date.now())],
  ]);
  for (const [name, value] of frame.headers) {
    if (!notPassedOn.has(name)) {
      headers.set(name, value);
    }
  }
  return new Message(id, destination, headers, frame.body, frame.headers.has('content-length'));
}

function readExpires(text = '0'): number {
  if (!/^\d+$/.test(text)) {
    throw new RefusedFrame(`expires must be milliseconds since 1970, or 0, not ${text}`);
  }
  return Number(text);
}

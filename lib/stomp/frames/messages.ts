import type { Frame } from './frame';
import type { Phrase } from '../../common/phrase';
import { StompError } from '../errors';
import { decodeModifiedUtf8 } from './modified-utf8';
import { say } from '../phrases';
import type { IncomingMessage, OutgoingMessage } from '../types';

/** Headers that a caller must not set: they belong to the session, or would change what the frame is. */
const ownHeaders = [
  'content-length',
  'destination',
  'id',
  'ack',
  'persistent',
  'receipt',
  'transaction',
  'type',
];

/** ActiveMQ ends the session of a client that sends a line of more than 10240 bytes, or more than 1000 headers. */
const maxLineBytes = 10_000;
const maxHeaders = 900;

export interface SendFrame {
  destination: string;
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
  isUrgent: boolean;
}

/**
 * The frame of a message. It has no content-length, so that ActiveMQ makes a TextMessage of it.
 *
 * @throws {StompError} STOMP_INVALID_MESSAGE
 */
export function sendFrame(message: OutgoingMessage): SendFrame {
  const { destination, type, body, headers = {}, persistent = true, urgent = false } = message;
  checkBrokerDestination(destination);
  checkHeaders(destination, { ...headers, ...(type !== undefined && { 'JMS type': type }) });
  if (body.includes('\0')) {
    throw invalid(say('nulInBody', { destination }));
  }
  return {
    destination,
    headers: { ...headers, destination, type, persistent: persistent ? 'true' : undefined },
    text: body,
    isUrgent: urgent,
  };
}

/**
 * Checks that a destination is one that every broker understands.
 *
 * @throws {StompError} STOMP_INVALID_MESSAGE
 */
export function checkBrokerDestination(destination: string): void {
  checkLine('destination', destination);
  if (!/^\/(temp-)?(queue|topic)\/[^\r\n\0]+$/.test(destination)) {
    throw invalid(say('noDestination', { destination: JSON.stringify(destination) }));
  }
}

/** Line breaks are escaped on the wire; NUL has no escape. */
export function checkHeaders(destination: string, headers: Readonly<Record<string, string>>): void {
  const entries = Object.entries(headers);
  if (entries.length > maxHeaders) {
    throw invalid(say('tooManyHeaders', { destination, most: maxHeaders }));
  }
  for (const [name, value] of entries) {
    checkLine(name, value);
    if (ownHeaders.includes(name)) {
      throw invalid(say('ownHeader', { name, destination }));
    }
    if (`${name}${value}`.includes('\0')) {
      throw invalid(say('nulInHeader', { name: JSON.stringify(name), destination }));
    }
  }
}

function checkLine(name: string, value: string): void {
  const line = `${name}:${value}`;
  if (line.length * 3 <= maxLineBytes) {
    return;
  }
  // An escaped character takes two bytes.
  if (Buffer.byteLength(line.replace(/[\\\r\n:]/g, '..')) <= maxLineBytes) {
    return;
  }
  throw invalid(say('longHeader', { name: JSON.stringify(name.slice(0, 50)), most: maxLineBytes }));
}

function invalid(phrase: Phrase): StompError {
  return new StompError('STOMP_INVALID_MESSAGE', phrase);
}

/** Answers a message, if that is still possible; without a command, only tells whether it is. */
export type Answer = (command?: 'ACK' | 'NACK') => boolean;

/** A message as its subscriber gets it. */
class ReceivedMessage implements IncomingMessage {
  readonly body: string;

  constructor(
    private readonly frame: Frame,
    body: Buffer,
    private readonly answer: Answer,
  ) {
    this.body = decodeModifiedUtf8(body);
  }

  get destination(): string {
    return this.frame.header('destination') ?? '';
  }

  get type(): string | undefined {
    return this.frame.header('type');
  }

  /** ActiveMQ gives a content-length to a BytesMessage only. */
  get kind(): 'text' | 'bytes' {
    return this.frame.bodyLength === undefined ? 'text' : 'bytes';
  }

  get headers(): Frame['headers'] {
    return this.frame.headers;
  }

  get id(): string | undefined {
    return this.frame.header('message-id');
  }

  get publishedAt(): number | undefined {
    const timestamp = Number(this.frame.header('timestamp'));
    return timestamp > 0 ? timestamp : undefined;
  }

  get redelivered(): boolean {
    return this.frame.header('redelivered') === 'true';
  }

  get isOver(): boolean {
    return !this.answer();
  }

  ack(): void {
    this.answer('ACK');
  }

  nack(): void {
    this.answer('NACK');
  }
}

/** The message in a frame with this body. */
export function incomingMessage(frame: Frame, body: Buffer, answer: Answer): IncomingMessage {
  return new ReceivedMessage(frame, body, answer);
}

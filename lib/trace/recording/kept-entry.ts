import type { TracedEvent } from '../entries';
import { limits } from '../limits';
import type { Redactor } from '../privacy/redactor';
import { lineOf, measure, timeOf } from './write-line';

/** A message as a client gets it from the broker. */
export interface ReceivedMessage {
  readonly body: string;
  readonly type?: string | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** An entry that is kept until somebody reads it. */
export interface KeptEntry {
  /** In milliseconds since 1970. */
  readonly at: number;
  /** Bytes of its line, at most. */
  readonly bytes: number;
  /** @param redactor takes out what must not be in the line */
  line(redactor: Redactor): string;
}

/** Bytes of the line of an event without any content, at most. */
const emptyEvent = 200;
const headerNames = ['message-id', 'timestamp', 'redelivered'] as const;

/** An event as it was received. Its line is made when it is read, which costs nothing while it is not. */
export class KeptEvent implements KeptEntry {
  readonly at = Date.now();
  readonly bytes: number;
  readonly #body: string;
  readonly #cutFrom: number | undefined;
  readonly #jmsType: string | undefined;
  readonly #headers: readonly (string | undefined)[];

  constructor(
    { body, type, headers }: ReceivedMessage,
    private readonly broker: string,
    private readonly isFromQueue: boolean,
  ) {
    const { bytes, length } = measure(body);
    this.#body = length === body.length ? body : copyOf(body.slice(0, length));
    this.#cutFrom = length === body.length ? undefined : body.length;
    this.#jmsType = type === undefined ? undefined : short(type);
    this.#headers = headerNames.map((name) => short(headers[name]));
    this.bytes = emptyEvent + bytes + 3 * (broker.length + lengthOf(this.#jmsType, ...this.#headers));
  }

  line(redactor: Redactor): string {
    const jmsType = this.#jmsType;
    const headers = headerNames.flatMap((name, index) => {
      const value = this.#headers[index];
      return value === undefined || (name === 'redelivered' && value !== 'true')
        ? []
        : [[name, oneLine(redactor.ownText(value))] as const];
    });
    const event: TracedEvent = {
      kind: 'event',
      at: timeOf(this.at),
      ...this.#redacted(redactor),
      ...(jmsType !== undefined && { jmsType: oneLine(redactor.jmsType(jmsType)) }),
      broker: this.broker,
      ...(this.isFromQueue && { from: 'queue' as const }),
      ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    };
    return lineOf(event);
  }

  /** A body that cannot be cleared of secrets is left out. */
  #redacted(redactor: Redactor): Pick<TracedEvent, 'body' | 'cutFrom'> {
    const cutFrom = this.#cutFrom;
    try {
      return { body: redactor.event(this.#body), ...(cutFrom !== undefined && { cutFrom }) };
    } catch {
      return { body: '', cutFrom: cutFrom ?? this.#body.length };
    }
  }
}

/** An entry whose line is known. */
export class KeptLine implements KeptEntry {
  readonly bytes: number;

  constructor(
    readonly at: number,
    private readonly text: string,
  ) {
    this.bytes = Buffer.byteLength(text) + 1;
  }

  line(): string {
    return this.text;
  }
}

function short<T extends string | undefined>(text: T): T | string {
  return text === undefined || text.length <= limits.text ? text : copyOf(text.slice(0, limits.text));
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}

function lengthOf(...texts: readonly (string | undefined)[]): number {
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

/** V8 keeps the whole of a text alive for a part of it. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

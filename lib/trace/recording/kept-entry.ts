import { copyOf } from '../../common/copy-of';
import type { TracedEvent } from '../entries';
import { limits } from '../limits';
import type { Redactor } from '../privacy/redactor';
import { bytesIn, lengthWithin, lineOf, mostBodyBytes, oneLine, timeOf, type Written } from './write-line';

/** A message as a client gets it from the broker. */
export interface ReceivedMessage {
  readonly body: string;
  readonly type?: string | undefined;
  readonly id?: string | undefined;
  /** In milliseconds since 1970. */
  readonly publishedAt?: number | undefined;
  readonly redelivered: boolean;
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

/** Bytes of the line of an event without its texts, at most. */
const emptyEvent = 220;
/** Bytes of a character in UTF-8, at most, or in an escape of JSON that is not longer. */
const perCharacter = 3;

/**
 * An event as it was received. Its line is made when it is read, which costs nothing while it is not; this here is on the
 * way of each event.
 */
export class KeptEvent implements KeptEntry {
  readonly at = Date.now();
  readonly bytes: number;
  private readonly body: string;
  private readonly cutFrom: number | undefined;
  private readonly jmsType: string | undefined;
  private readonly messageId: string | undefined;
  private readonly publishedAt: number | undefined;
  private readonly isRedelivered: boolean;

  constructor(
    { body, type, id, publishedAt, redelivered }: ReceivedMessage,
    private readonly broker: string,
    private readonly isFromQueue: boolean,
  ) {
    const bytes = bytesIn(body);
    const isCut = bytes > mostBodyBytes;
    this.body = isCut ? copyOf(body.slice(0, lengthWithin(body, mostBodyBytes))) : body;
    this.cutFrom = isCut ? body.length : undefined;
    this.jmsType = short(type);
    this.messageId = short(id);
    this.publishedAt = publishedAt;
    this.isRedelivered = redelivered;
    const others = broker.length + (this.jmsType?.length ?? 0) + (this.messageId?.length ?? 0);
    this.bytes = emptyEvent + (isCut ? mostBodyBytes : bytes) + perCharacter * others;
  }

  line(redactor: Redactor): string {
    const body = this.#redactedBody(redactor);
    return lineOf({
      kind: 'event',
      at: timeOf(this.at),
      body: body ?? '',
      cutFrom: body === undefined ? (this.cutFrom ?? this.body.length) : this.cutFrom,
      jmsType: this.jmsType === undefined ? undefined : oneLine(redactor.jmsType(this.jmsType)),
      broker: this.broker,
      from: this.isFromQueue ? 'queue' : undefined,
      headers: this.#headers(redactor),
    } satisfies Written<TracedEvent>);
  }

  #headers(redactor: Redactor): Record<string, string> | undefined {
    const { messageId, publishedAt, isRedelivered } = this;
    if (messageId === undefined && publishedAt === undefined && !isRedelivered) {
      return undefined;
    }
    const headers: Record<string, string> = {};
    if (messageId !== undefined) {
      headers['message-id'] = oneLine(redactor.ownText(messageId));
    }
    if (publishedAt !== undefined) {
      headers.timestamp = redactor.ownText(String(publishedAt));
    }
    if (isRedelivered) {
      headers.redelivered = 'true';
    }
    return headers;
  }

  /** Undefined for a body that cannot be cleared of secrets. */
  #redactedBody(redactor: Redactor): string | undefined {
    try {
      return redactor.event(this.body);
    } catch {
      return undefined;
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

/** It does not keep alive the head of the frame that it stands in. */
function short(text: string | undefined): string | undefined {
  return text === undefined ? undefined : copyOf(text.slice(0, limits.text));
}

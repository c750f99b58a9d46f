import type { Privacy } from '../../privacy';
import { formatOf, parseEvent, thrownText, type GcEvent } from '../../protocol';
import type { IncomingMessage } from '../../stomp';
import { detached } from '../model/limits';

/** What is special about an event as the answer to a command. Not known of events that come through a queue. */
export interface AnswerMarks {
  /** It answers a command whose time limit was over. */
  readonly late?: true;
  /** It answers only commands whose answer is private (`CommandOptions.isPrivate`). */
  readonly private?: true;
}

/** Those of most events. */
export const noMarks: AnswerMarks = {};

/** How an event came. */
export interface Receipt extends AnswerMarks {
  readonly format: 'json' | 'text';
  /** In milliseconds since 1970. */
  readonly receivedAt: number;
  /** When GC published it, by the clock of GC or its broker, in milliseconds since 1970; absent where nobody said. */
  readonly publishedAt?: number;
  /** The text as GC sent it; empty where an agent's password may be in it. */
  readonly raw: string;
  /** It came through a queue, and may have been told before: to this client, or to another one that has gone. */
  readonly redelivered?: true;
}

/** Parts of a text that is longer are kept without it. */
const longBody = 4096;

/** What a message from GC says. Never throws: what cannot be read is an event `Unknown`, with the reason. */
export function readMessage(message: IncomingMessage): { event: GcEvent; receipt: Receipt } {
  try {
    return read(message);
  } catch (error) {
    const reason = `the message could not be read: ${thrownText(error)}`;
    return {
      event: { type: 'Unknown', reason, raw: '' },
      receipt: { format: 'text', receivedAt: Date.now(), raw: '' },
    };
  }
}

function read(message: IncomingMessage): { event: GcEvent; receipt: Receipt } {
  const { body, publishedAt } = message;
  const format = formatOf(body);
  const parsed = parseEvent(body, { jmsType: message.type });
  const event = format === 'text' && body.length > longBody ? detached(parsed) : parsed;
  const receipt: { -readonly [K in keyof Receipt]: Receipt[K] } = {
    format,
    receivedAt: Date.now(),
    raw: rawOf(event, body),
  };
  if (publishedAt !== undefined) {
    receipt.publishedAt = publishedAt;
  }
  if (message.redelivered) {
    receipt.redelivered = true;
  }
  return { event, receipt };
}

/** The receipt without what is personal in its text. */
export function concealed(receipt: Receipt, privacy: Privacy): Receipt {
  return receipt.raw === '' ? receipt : { ...receipt, raw: privacy.raw(receipt.raw) };
}

/** What one GC tells the other has a password in it: an event that could not be read has its text only without one. */
function rawOf(event: GcEvent, body: string): string {
  switch (event.type) {
    case 'AgentState':
      return '';
    case 'Unknown':
      return event.raw;
    default:
      return body;
  }
}

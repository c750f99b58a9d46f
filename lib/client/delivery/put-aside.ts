import { GcError, thrownText, type EventPutAside } from '../../protocol';
import { runSafely } from '../../stomp';
import type { Counting } from '../metrics/counters';
import { say } from '../phrases';
import type { Receipt } from './receipt';
import type { AnyEvent } from './work';

/** An event that is given up, and why. */
export interface GivenUp {
  /** Undefined for a message of which no event could be made. */
  readonly event: AnyEvent | undefined;
  readonly receipt?: Receipt;
  /** The broker's id of the message; undefined where none has brought the event. */
  readonly messageId?: string | undefined;
  readonly tries: number;
  readonly reason: unknown;
}

/** Who is told of events that are given up. */
export interface PutAsideUser {
  putAside(event: EventPutAside): void;
  warn(warning: GcError): void;
}

/** Reports an event that is given up: as a warning, as a derived event, and in the counters. Never throws. */
export function reportPutAside(given: GivenUp, counting: Counting, user: PutAsideUser): void {
  const { event } = given;
  runSafely('The report of a message', () => {
    const warning = warningOf(given);
    runSafely('A listener of "warning"', () => {
      user.warn(warning);
    });
    counting.count('rejectedEvents');
  });
  // One that is given up itself is not told again, without end.
  if (event !== undefined && event.type !== 'EventPutAside') {
    runSafely('A listener of an event put aside', () => {
      user.putAside(putAsideEvent(event, given));
    });
  }
}

function warningOf({ event, messageId, tries, reason }: GivenUp): GcError {
  const agentId = event !== undefined && 'agentId' in event ? event.agentId : undefined;
  const told = { tries, why: thrownText(reason) };
  const detail =
    event === undefined
      ? say('messagePutAside', told)
      : say(messageId === undefined ? 'eventGivenUp' : 'eventPutAside', { type: event.type, ...told });
  return new GcError('GC_EVENT_NOT_TAKEN', { agentId, detail });
}

/** All that it takes to find the event again. */
function putAsideEvent(event: AnyEvent, { receipt, messageId, tries, reason }: GivenUp): EventPutAside {
  const { agentId, dialogId, recovered } = event as { agentId?: string; dialogId?: string; recovered?: true };
  const raw = receipt?.raw;
  return {
    type: 'EventPutAside',
    ...(agentId !== undefined && { agentId }),
    ...(dialogId !== undefined && { dialogId }),
    at: Date.now(),
    ...(recovered && { recovered }),
    eventType: event.type,
    event: { ...event },
    ...(raw !== undefined && raw !== '' && { raw }),
    ...(messageId !== undefined && { messageId }),
    tries,
    reason: thrownText(reason),
  };
}

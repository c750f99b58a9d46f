import { randomUUID } from 'node:crypto';
import type { WorkEnd } from '../../client';
import { forgetOldest } from '../../common/forget-oldest';
import { GcError } from '../../protocol';
import type { Phrase } from '../../common/phrase';
import { say } from '../language/phrases';

/** The ticket of an event that no queue keeps: it is done in any case, and cannot come again. */
export const liveTicket = 'live';

/** Why a ticket is no longer open, as a clause that can follow "because". */
export type Reason = 'ended' | 'interrupted' | 'over';

const details: Readonly<Record<Reason, Phrase>> = {
  ended: say('ended'),
  interrupted: say('interrupted'),
  over: say('over'),
};

const maxRemembered = 10_000;

/**
 * The events that flows work on. Each has a ticket, which goes with the message as a text: so it survives what flows do
 * with messages, and the flow can end the event from anywhere.
 */
export class Tickets {
  readonly #open = new Map<string, (end: WorkEnd) => void>();
  readonly #closed = new Map<string, Reason>();

  /** Returns a new ticket; `onEnd` is called once, when the flow ends the event. */
  open(onEnd: (end: WorkEnd) => void): string {
    const ticket = randomUUID();
    this.#open.set(ticket, onEnd);
    return ticket;
  }

  /**
   * Ends the event of a ticket, as the flow says.
   *
   * @throws {GcError} GC_NO_TICKET, GC_TICKET_NOT_OPEN
   */
  end(ticket: unknown, end: WorkEnd): void {
    if (typeof ticket !== 'string' || ticket === '') {
      throw new GcError('GC_NO_TICKET');
    }
    if (ticket === liveTicket) {
      endLive(end);
      return;
    }
    const onEnd = this.#open.get(ticket);
    if (onEnd === undefined) {
      const reason = this.#closed.get(ticket);
      throw new GcError('GC_TICKET_NOT_OPEN', reason === undefined ? {} : { detail: details[reason] });
    }
    this.close(ticket, 'ended');
    onEnd(end);
  }

  /** From now on the ticket ends nothing. */
  close(ticket: string, reason: Reason): void {
    if (this.#open.delete(ticket)) {
      this.#closed.set(ticket, reason);
      forgetOldest(this.#closed, maxRemembered);
    }
  }
}

function endLive({ kind }: WorkEnd): void {
  if (kind !== 'done') {
    const detail = say('notFromQueue');
    throw new GcError('GC_TICKET_NOT_OPEN', {
      detail,
      whatToDo: say('keepInQueue'),
    });
  }
}

/** Of all connections: the node that ends an event needs nothing but the ticket. */
export const tickets = new Tickets();

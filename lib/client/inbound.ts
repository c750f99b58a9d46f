import { GcError, thrownText, type DerivedEvent, type EventPutAside, type GcEvent } from '../protocol';
import type { Privacy } from '../privacy';
import type { IncomingMessage } from '../stomp';
import type { Commands } from './commands/commands';
import type { Link } from './connection/link';
import type { HandOver } from './delivery/hand-over';
import type { Listeners } from './delivery/listeners';
import { noMarks, readMessage, type AnswerMarks, type Receipt } from './delivery/receipt';
import type { Counting } from './metrics/counters';
import type { UnreadRecord } from './metrics/unread-record';
import type { Model } from './model/model';
import { callEventsIn, type FoundEvents, type SessionKeeper } from './recovery';
import { say } from './phrases';

/** What an event passes on its way. */
export interface EventPath {
  readonly counting: Counting;
  readonly unread: UnreadRecord;
  readonly keeper: SessionKeeper;
  readonly link: Link;
  readonly model: Model;
  readonly found: FoundEvents;
  readonly commands: Commands;
  readonly listeners: Listeners;
  /** Whether listeners get their events from a queue, and not as they come. */
  readonly isQueued: boolean;
  /** Learns what is personal. */
  readonly privacy: Privacy | undefined;
}

const nothing: readonly DerivedEvent[] = [];

/**
 * The way of an event: received, read, marked, applied to sessions and model, matched with commands, delivered to the
 * listeners. An event has gone all of it before the next one is read.
 */
export class Inbound {
  constructor(private readonly path: EventPath) {}

  /** A message of the client's topic. What it says is live. */
  receive(message: IncomingMessage): void {
    const { counting, unread, listeners, isQueued, privacy } = this.path;
    const { event, receipt } = readMessage(message);
    privacy?.learn(event);
    counting.event(event);
    unread.note(event, receipt);
    const marked = this.#mark(event);
    this.#followSessions(marked);
    const derived = this.#apply(marked);
    this.#findCalls(marked);
    const marks = this.#match(marked);
    if (!isQueued) {
      listeners.tell(marked, derived, marks === noMarks ? receipt : { ...receipt, ...marks });
    }
  }

  /** An event of the queue: old news, which is for the listeners alone. Returns what they are to be given. */
  receiveQueued(event: GcEvent, receipt: Receipt): HandOver[] {
    const { model, listeners, privacy } = this.path;
    privacy?.learn(event);
    const marked = this.#mark(event);
    return listeners.handOversOf(
      marked,
      this.#derive(marked, (event) => model.takeQueued(event, receipt)),
    );
  }

  /** Tells of an event of the queue that was given up. */
  tellPutAside(event: EventPutAside): void {
    const { listeners } = this.path;
    listeners.tellLive(event);
    listeners.tellDerived([event], { format: 'json', receivedAt: Date.now(), raw: '' });
  }

  /** Tells what follows from time alone. Returns the time, by the clock that nobody sets. */
  passTime(): number {
    const { model, listeners } = this.path;
    const { now, live, told } = model.pass();
    live.forEach((event) => {
      listeners.tellLive(event);
    });
    listeners.tellDerived(told, { format: 'json', receivedAt: Date.now(), raw: '' });
    return now;
  }

  /** Events that are no news, as they come of bringing an agent back, are marked `recovered`. */
  #mark(event: GcEvent): GcEvent {
    try {
      return this.path.keeper.mark(event);
    } catch (error) {
      this.#warn('Marking', event, error);
      return event;
    }
  }

  #followSessions(event: GcEvent): void {
    try {
      if (event.type === 'System') {
        this.path.link.follow(event);
      }
      this.path.keeper.follow(event);
    } catch (error) {
      this.#warn('Following the sessions', event, error);
    }
  }

  /** Returns what is derived. From here on, the snapshot has the event. */
  #apply(event: GcEvent): readonly DerivedEvent[] {
    const { model, listeners } = this.path;
    const derived = this.#derive(event, (marked) => model.apply(marked));
    listeners.tellLive(event);
    for (const conclusion of derived) {
      listeners.tellLive(conclusion);
    }
    return derived;
  }

  #derive(event: GcEvent, apply: (event: GcEvent) => readonly DerivedEvent[]): readonly DerivedEvent[] {
    try {
      return isDoubted(event) ? nothing : apply(event);
    } catch (error) {
      this.#warn('The model', event, error);
      return nothing;
    }
  }

  /** The answer to a question for calls may name some of which no event has told. */
  #findCalls(event: GcEvent): void {
    const { model, found } = this.path;
    try {
      for (const call of callEventsIn(event, model.live.calls)) {
        found.find(call);
      }
    } catch (error) {
      this.#warn('Finding calls', event, error);
    }
  }

  /** Lets the event decide about commands. Returns what is special about it as an answer. */
  #match(event: GcEvent): AnswerMarks {
    const { commands, counting } = this.path;
    try {
      const marks = commands.offer(event);
      if (marks.late) {
        counting.count('lateEvents');
      }
      return marks;
    } catch (error) {
      this.#warn('Confirming commands', event, error);
      return noMarks;
    }
  }

  /** A step that fails on an event becomes a warning: the steps behind it and the listeners get the event all the same. */
  #warn(step: string, event: GcEvent, error: unknown): void {
    const agentId = 'agentId' in event ? event.agentId : undefined;
    const detail = say('stepFailed', { step, type: event.type, why: thrownText(error) });
    this.path.listeners.warn(new GcError('GC_INTERNAL_ERROR', { agentId, detail }));
  }
}

/** A logout that is being checked: it may not be true. */
function isDoubted(event: GcEvent): boolean {
  return event.type === 'State' && event.state === 'LOGOUT' && event.recovered === true;
}

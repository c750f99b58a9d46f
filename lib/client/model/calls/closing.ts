import { isBusy, isTalking, isWrappingUp } from '../../../protocol';
import { close } from './call-outcome';
import { foreignMerge, isMainOf, isOwnConsult, ownMerge, type Merge } from './consult';
import { settleMs, type CallContext } from './context';
import { aboutCall, lastEventsOf } from './events';
import type { KeptLeg, Leg } from './leg';
import { reportedStart } from './progress';
import { isOffer, type CallReport, type LastCall } from './report';

/** A call that is over, while an event may still explain its end, or while the agent wraps it up. */
interface ClosingCall {
  readonly leg: KeptLeg;
  /** Until when it waits for such an event. */
  readonly until: number;
  readonly recovered: true | undefined;
}

/** Shared by all agents without such a call, which are nearly all. */
const none: readonly ClosingCall[] = [];

/** No agent has more calls that have just ended; the one that ended first is closed then. */
const maxClosing = 20;

/**
 * The calls of an agent that are over, from their end until `CallEnded`. GC does not say why a call ends, nor whether
 * wrap-up follows; its next events show it, mostly at once.
 */
export class ClosingCalls {
  #closing = none;
  #last: LastCall | undefined;

  constructor(
    private readonly agentId: string,
    private readonly context: CallContext,
  ) {}

  get isEmpty(): boolean {
    return this.#closing.length === 0;
  }

  /** The call that has ended last. */
  get last(): LastCall | undefined {
    return this.#closing.at(-1)?.leg ?? this.#last;
  }

  legs(): KeptLeg[] {
    return this.#closing.map(({ leg }) => leg);
  }

  /** Takes a call that is over; `live` are the agent's calls that are not. */
  add(leg: KeptLeg, live: readonly Leg[], at: number, recovered: true | undefined): void {
    const { state, since = -Infinity } = this.context.agents.lastKnown(this.agentId);
    if (recovered) {
      this.close(leg, at, recovered); // the events that would explain it came long ago
    } else if (isToBeWrappedUp(leg, live, state) && since >= (leg.answeredAt ?? Infinity)) {
      this.#startWrapUp({ leg, until: Infinity, recovered }, since);
    } else if (isOpen(leg, live, state) || mayBePart(leg, live)) {
      this.wait(leg, at, recovered);
    } else {
      this.close(leg, at, recovered);
    }
  }

  /** Takes a call that is over, and waits for events that explain its end. */
  wait(leg: KeptLeg, at: number, recovered: true | undefined): void {
    const [first] = this.#closing.length < maxClosing ? [] : this.#closing;
    if (first !== undefined) {
      this.#settle(first, at);
    }
    this.#closing = [...this.#closing, { leg, until: at + settleMs, recovered }];
  }

  /** Takes a call over that an earlier client has seen end, with the agent's work after it. */
  resume(leg: KeptLeg): void {
    this.#closing = [...this.#closing, { leg, until: Infinity, recovered: undefined }];
  }

  /** Gives a call its id that was over before GC named it. */
  name(dialogId: string | undefined): void {
    const nameless = this.#closing.find(({ leg }) => leg.dialogId === undefined);
    if (nameless !== undefined) {
      nameless.leg.dialogId = dialogId;
      nameless.leg.isEndTold = true;
      this.#replace(nameless, nameless);
    }
  }

  /** Looks whether an event about `subject`, or about a new call, shows that a closing call has become part of it. */
  settleBy(report: CallReport, subject: Leg | undefined): Merge | undefined {
    const decided = this.#closing.find(({ leg }) => isDecidedBy(leg, report, subject));
    if (decided === undefined) {
      return undefined;
    }
    const { leg } = decided;
    const merge = this.#mergeOf(leg, report, subject);
    if (merge !== undefined) {
      leg.outcome = merge.outcome;
      leg.nextDialogId = report.event.dialogId ?? subject?.dialogId ?? this.#mainOf(leg);
    }
    this.#settle(decided, report.at);
    return merge;
  }

  /** Looks what the agent's state, which is new, shows about calls that are over. */
  settleByState(live: readonly Leg[], at: number): void {
    const { state } = this.context.agents.get(this.agentId);
    for (const each of this.#closing) {
      const { leg } = each;
      if (isToBeWrappedUp(leg, live, state)) {
        this.#startWrapUp(each, at);
      } else if (leg.wrapUpAt === undefined ? !isOpen(leg, live, state) : !isWrappingUp(state)) {
        this.#settle(each, at, 'by state');
      }
    }
  }

  /** Closes the calls that have waited long enough. */
  pass(at: number): void {
    for (const each of this.#closing) {
      if (each.until <= at) {
        this.#settle(each, at);
      }
    }
  }

  /** Closes a call: derives its last events and keeps it among the ended ones. */
  close(leg: KeptLeg, at: number, recovered?: true, byState?: 'by state'): void {
    const { agents, clock, ended, emit } = this.context;
    const agent = agents.lastKnown(this.agentId);
    const isNewState = byState !== undefined || (agent.since ?? -Infinity) > leg.startedAt;
    if (!leg.isStartSeen) {
      Object.assign(leg, reportedStart(leg, clock, leg.endedAt ?? at));
    }
    const closed = close(leg, isNewState ? agent : undefined, at);
    this.#last = lastCall(closed);
    ended.add(leg);
    lastEventsOf(closed, recovered).forEach(emit);
  }

  #settle(each: ClosingCall, at: number, byState?: 'by state'): void {
    this.#closing = this.#closing.filter((other) => other !== each);
    this.close(each.leg, at, each.recovered, byState);
  }

  #replace(before: ClosingCall, after: ClosingCall): void {
    this.#closing = [...this.#closing.filter((other) => other !== before), after];
  }

  /** Starts the work after a call whose end GC has reported, once the agent's state shows that work. */
  #startWrapUp(each: ClosingCall, at: number): void {
    const { leg } = each;
    leg.state = 'WRAP_UP';
    leg.wrapUpAt = at;
    this.#replace(each, { ...each, until: Infinity });
    this.context.emit(aboutCall('WrapUpStarted', leg, at, each.recovered));
  }

  /** The id of the call that a consult call is about. Whoever asked knows best: it may have become part of another one. */
  #mainOf(consult: Leg): string | undefined {
    return this.context.otherLegOf(consult)?.associatedDialogId ?? consult.associatedDialogId;
  }

  #mergeOf(ended: Leg, report: CallReport, subject: Leg | undefined): Merge | undefined {
    const { event, at } = report;
    const { commands, otherLegOf } = this.context;
    if (commands.actionAt(at, this.agentId, ended.dialogId) === 'released') {
      return undefined;
    }
    const isNews = subject === undefined && (ended.answeredAt === undefined || isOffer(event));
    if (isNews || ended.wrapUpAt !== undefined) {
      return undefined;
    }
    const other = event.participants === undefined ? otherLegOf(ended) : undefined;
    return subject === undefined
      ? foreignMerge(ended, report, other)
      : ownMerge(ended, subject, report, {
          other,
          action: commands.actionAt(at, this.agentId, subject.dialogId),
        });
  }
}

/** What is remembered of a call beyond the time for which calls that are over stay known. */
function lastCall(leg: Leg): LastCall {
  const { startTime, prevDialogId, answeredAt, wrapUpAt, endedAt, closedAt, isEndTold } = leg;
  return { startTime, prevDialogId, answeredAt, wrapUpAt, endedAt, closedAt, isEndTold };
}

/** Whether the agent's next events may still explain the end of a call, while the agent has this state. */
function isOpen(leg: Leg, live: readonly Leg[], state: string): boolean {
  if (leg.wrapUpAt !== undefined) {
    return false;
  }
  if (leg.answeredAt === undefined) {
    // The next state shows whether the agent did not answer, or the caller gave up.
    return leg.direction !== 'outgoing' && leg.kind !== 'preview' && state.startsWith('RESERVED');
  }
  if (isOwnConsult(leg) && live.length > 0) {
    return leg.outcome === undefined && state !== 'HOLD';
  }
  return isTalking(state) && isLast(leg, live);
}

/** Whether the agent was consulted and may have the main call next, whatever the state is. */
function mayBePart(leg: Leg, live: readonly Leg[]): boolean {
  return leg.kind === 'consult' && leg.answeredAt !== undefined && isLast(leg, live);
}

/** Whether the agent has no other call, or has only asked somebody about this one, which a colleague had begun. */
function isLast({ kind, direction }: Leg, live: readonly Leg[]): boolean {
  const isColleagues = direction === 'incoming' && (kind === 'consult' || kind === 'internal');
  return live.length === 0 || (isColleagues && live.every(isOwnConsult));
}

/** Whether the agent does the work after this call now. */
function isToBeWrappedUp({ answeredAt, wrapUpAt }: Leg, live: readonly Leg[], state: string): boolean {
  const isLast = live.length === 0 && answeredAt !== undefined;
  return isLast && wrapUpAt === undefined && isBusy(state) && !isTalking(state);
}

/** Whether an event about `subject`, or about a new call, shows what became of a call that is over. */
function isDecidedBy(leg: Leg, { event, state }: CallReport, subject: Leg | undefined): boolean {
  if (leg.wrapUpAt !== undefined) {
    return subject === undefined && event.dialogId === leg.dialogId; // it has come back
  }
  return isOwnConsult(leg) && subject !== undefined
    ? isMainOf(subject, leg) && state !== 'HELD'
    : subject === undefined && state !== 'DROP';
}

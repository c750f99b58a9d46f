import { isBusy, isTalking, isWrappingUp, type DerivedCallEvent } from '../../../protocol';
import type { AgentSnapshot } from '../agent';
import { ClosingCalls } from './closing';
import { earlierMerge, isMainOf, isOwnConsult } from './consult';
import { settleMs, type CallContext } from './context';
import { isUnanswered, reopened, type KeptLeg, type Leg } from './leg';
import { begin, end, progress } from './progress';
import { findReportedLeg, findNameless, isLate, isOffer, lateMs, stateOf } from './report';
import type { CallReport, LastCall, ReportedCall } from './report';

/** No agent has more calls than this; the one that came first is forgotten then. */
const maxLive = 20;

/** After this time, in milliseconds, a call that could not be set up is gone, which the phone system does after about 15 s. */
const clearedMs = 30_000;

/** The calls of one agent. */
export class AgentCalls {
  #live: readonly KeptLeg[] = [];
  readonly #closing: ClosingCalls;

  constructor(
    readonly agentId: string,
    private readonly context: CallContext,
  ) {
    this.#closing = new ClosingCalls(agentId, context);
  }

  /** Calls that are not over. */
  get live(): readonly Leg[] {
    return this.#live;
  }

  /** Calls that are not over, and those whose `CallEnded` is still to come. */
  all(): readonly KeptLeg[] {
    return this.#closing.isEmpty ? this.#live : [...this.#live, ...this.#closing.legs()];
  }

  /** Whether there is nothing to remember. */
  isIdle(at: number): boolean {
    const { last } = this.#closing;
    return this.all().length === 0 && (last?.endedAt === undefined || at - last.endedAt > lateMs);
  }

  /** Takes in an event about a call of the agent. */
  apply(event: ReportedCall, at: number): void {
    const state = stateOf(event, this.#agent.extension);
    const report = { event, state, at };
    const known = findReportedLeg(this.#live, report) ?? this.#findHinted(report);
    if (known === undefined && isLate(report, this.#lastOf(event), this.#live.length)) {
      if (state === 'DROP') {
        this.context.ended.endTold(this.agentId, event.dialogId);
      }
      return;
    }
    const leg = known ?? this.#findUnnamed(event, at);
    if (leg === undefined && state === 'DROP') {
      this.#closing.name(event.dialogId);
      return;
    }
    this.#learnExtension(report, leg);
    const merge = this.#closing.settleBy(report, leg);
    if (leg !== undefined && state === 'DROP') {
      this.forget(leg);
      this.#emit(end(leg, report, merge, this.context));
      this.#close(leg, report);
    } else {
      const subject = leg ?? this.#add(begin(report, merge, this.context));
      if (merge !== undefined) {
        this.#followMain(merge.from, subject);
      }
      this.#emit(progress(subject, report, merge, this.context));
    }
  }

  /** Takes in that the agent has another state now. */
  followState(previousState: string, at: number, recovered: true | undefined): void {
    const { state, since = at } = this.#agent;
    const changedAt = this.#resumeByState(previousState) ? Math.min(since, at) : at;
    this.#closing.settleByState(this.#live, changedAt);
    for (const leg of this.#live) {
      if (state === 'LOGOUT' || (leg.state === 'WRAP_UP' && !isWrappingUp(state))) {
        this.forget(leg);
        this.#closing.close(leg, changedAt, recovered);
      } else if (leg.dialogId === undefined && isOver(leg, previousState, state)) {
        this.forget(leg);
        leg.endedAt = changedAt;
        this.#closing.wait(leg, at, recovered);
      }
    }
  }

  /** Lets time pass: closes calls that have waited long enough for an event, or that have failed. */
  pass(at: number): void {
    this.#closing.pass(at);
    for (const leg of this.#live) {
      if (leg.state === 'FAILED' && at - leg.changedAt >= clearedMs) {
        this.forget(leg);
        this.#closing.close(leg, at);
      }
    }
  }

  /** Goes on with a call that an earlier client has seen end, and whose `CallEnded` is still to come. */
  resume(leg: KeptLeg, at: number): void {
    this.#closing.wait(leg, at, undefined);
  }

  /** Forgets a call without an event. */
  forget(leg: Leg): void {
    this.#live = this.#live.filter((other) => other !== leg);
  }

  get #agent(): AgentSnapshot {
    return this.context.agents.get(this.agentId);
  }

  /** What the agent had of this call before, or the agent's last call if the event names none. */
  #lastOf({ dialogId }: ReportedCall): LastCall | undefined {
    if (dialogId === undefined) {
      return this.#closing.last;
    }
    const closing = this.#closing.legs().find((leg) => leg.dialogId === dialogId);
    return closing ?? this.context.ended.get(this.agentId, dialogId);
  }

  /** The call that the event is about, if an earlier client has seen its beginning. A new offer is a new beginning. */
  #findHinted(report: CallReport): KeptLeg | undefined {
    const { event, state, at } = report;
    const hinted = this.context.hinted.of(this.agentId);
    const leg =
      hinted.length === 0 ? undefined : (findReportedLeg(hinted, report) ?? findNameless(hinted, event));
    if (leg === undefined) {
      return undefined;
    }
    this.context.hinted.take(leg);
    if (isOffer(event) || (event.startTime ?? leg.startTime) !== (leg.startTime ?? event.startTime)) {
      return undefined;
    }
    const isOnly = hinted.length === 1 && this.#live.length === 0;
    if (state === 'DROP' && isOnly && isUnanswered(leg) && isTalking(this.#agent.state)) {
      leg.answeredAt = Math.max(leg.startedAt, this.#agent.since ?? at); // while nobody listened
    }
    this.#resumeMainOf(leg);
    this.#resumeLive([leg]);
    return leg;
  }

  /** Goes on with calls of an earlier client of which the agent's state says enough. Returns whether there are any. */
  #resumeByState(previousState: string): boolean {
    const { state } = this.#agent;
    const hinted = this.context.hinted.of(this.agentId);
    const shown = hinted.filter(
      (leg) =>
        state === 'LOGOUT' ||
        leg.wrapUpAt !== undefined ||
        (leg.dialogId === undefined && isOver(leg, previousState, state)),
    );
    this.#resumeLive(shown.filter(({ endedAt, isEndTold }) => endedAt === undefined || !isEndTold));
    for (const leg of shown.filter((each) => !this.#live.includes(each))) {
      this.context.hinted.take(leg);
      this.#closing.resume(leg);
    }
    return shown.length > 0;
  }

  /** Who has a consult call has the call that it is about. */
  #resumeMainOf(leg: Leg): void {
    if (leg.leg === 'consult') {
      this.#resumeLive(this.context.hinted.of(this.agentId).filter((other) => isMainOf(other, leg)));
    }
  }

  #resumeLive(legs: readonly KeptLeg[]): void {
    for (const leg of legs) {
      this.context.hinted.take(leg);
      this.#live = [...this.#live, leg];
    }
  }

  /** The call that gets its id now, or one whose beginning another model has seen. */
  #findUnnamed(event: ReportedCall, at: number): KeptLeg | undefined {
    const { dialogId } = event;
    if (dialogId === undefined) {
      return undefined;
    }
    const nameless = findNameless(this.#live, event);
    const other = isOffer(event) ? undefined : this.context.recall(this.agentId, dialogId);
    if (nameless !== undefined || other === undefined || at - other.startedAt < settleMs) {
      return nameless;
    }
    const leg = reopened(other);
    this.#live = [...this.#live, leg];
    return leg;
  }

  #add(leg: KeptLeg): KeptLeg {
    this.#resumeMainOf(leg);
    if (leg.leg === 'consult') {
      const [main, ...others] = this.#live.filter((other) => other.leg === 'main');
      leg.associatedDialogId = others.length === 0 ? main?.dialogId : undefined;
    }
    this.#live = [...this.#live.slice(1 - maxLive), leg];
    return leg;
  }

  /** A question about a call that has become part of another one is about that one now. */
  #followMain(ended: Leg, { dialogId }: Leg): void {
    for (const leg of [...this.#live, ...this.context.hinted.of(this.agentId)]) {
      if (isOwnConsult(leg) && isMainOf(ended, leg)) {
        leg.leg = 'consult';
        leg.associatedDialogId = dialogId;
      }
    }
  }

  #emit(events: readonly DerivedCallEvent[]): void {
    events.forEach(this.context.emit);
  }

  /** Takes a call whose end GC has reported out of the live ones. */
  #close(leg: KeptLeg, { event, at }: CallReport): void {
    const isReleased = this.context.commands.actionAt(at, this.agentId, leg.dialogId) === 'released';
    if (leg.outcome === undefined && !isReleased) {
      const others = [...this.all(), ...this.#mainsOf(leg), ...this.context.hinted.of(this.agentId)];
      Object.assign(leg, earlierMerge(leg, others));
    }
    this.#closing.add(leg, this.#live, at, event.recovered);
    this.#promote();
  }

  /** The main call of a consult call, if it has ended before. */
  #mainsOf({ associatedDialogId }: Leg): Leg[] {
    const main = associatedDialogId && this.context.ended.get(this.agentId, associatedDialogId);
    return main ? [main] : [];
  }

  /** A consult call whose main call is over becomes the agent's main call. */
  #promote(): void {
    const [only, ...others] = this.#live;
    if (only?.leg === 'consult' && others.length === 0) {
      only.leg = 'main';
    }
  }

  /** The agent's extension shows when the agent's phone rings or dials. */
  #learnExtension({ event, state }: CallReport, leg: Leg | undefined): void {
    if (this.#agent.extension !== undefined) {
      return;
    }
    const extension = state === 'INITIATING' ? dialledFrom(event) : leg && ringingAt(event, state, leg);
    if (extension !== undefined) {
      this.context.agents.learnExtension(this.agentId, extension);
    }
  }
}

function dialledFrom({ type, fromAddress }: ReportedCall): string | undefined {
  return type === 'NewOutboundCall' ? undefined : fromAddress;
}

function ringingAt({ participants }: ReportedCall, state: string, { direction }: Leg): string | undefined {
  const [only, ...others] = participants?.filter((participant) => participant.state === 'ALERTING') ?? [];
  return direction === 'incoming' && state === 'ALERTING' && others.length === 0
    ? only?.extension
    : undefined;
}

/** Whether the agent's states show that a call without an id is over: nobody can ask GC for it. */
function isOver({ answeredAt }: Leg, previousState: string, state: string): boolean {
  return state === 'READY' || (answeredAt !== undefined && isBusy(previousState) && !isBusy(state));
}

import { isBusy, isTalking, isWrappingUp } from './busy-states';
import { about, lastEventsOf } from './describe';
import { lightened } from './bounded';
import { closed } from './ending';
import type { Leg } from './leg';
import { foreignMerge, isMainOf, isOwnConsult, ownMerge, type Merge } from './merge';
import { toldStart } from './start';
import { settleMs } from './timing';
import { isOffer, type ToldCall } from './told-call';
import type { World } from './world';

/** A call that is over, while something may still tell why, or while the agent wraps it up. */
interface Ending {
  readonly leg: Leg;
  /** Until when it waits for that. */
  readonly until: number;
  readonly recovered: true | undefined;
}

/** No agent has more calls that have just ended; the one that ended first is told then. */
const maxEndings = 20;

/**
 * The calls of an agent that are over, until it is told that they are. GC does not say why a call ends, nor whether
 * wrap-up follows; it shows in what it says next, mostly at once.
 */
export class Endings {
  #endings: readonly Ending[] = [];
  #last: Leg | undefined;

  constructor(
    private readonly agentId: string,
    private readonly world: World,
  ) {}

  get isEmpty(): boolean {
    return this.#endings.length === 0;
  }

  /** The call that has ended last. */
  get last(): Leg | undefined {
    return this.#endings.at(-1)?.leg ?? this.#last;
  }

  legs(): Leg[] {
    return this.#endings.map(({ leg }) => leg);
  }

  /** A call is over; `live` are those that are not. */
  add(leg: Leg, live: readonly Leg[], at: number, recovered: true | undefined): void {
    const { state, since = -Infinity } = this.world.agent(this.agentId);
    if (recovered) {
      this.close(leg, at, recovered); // what there was to tell was told long ago
    } else if (isToBeWrappedUp(leg, live, state) && since >= (leg.answeredAt ?? Infinity)) {
      this.#startWrapUp({ leg, until: Infinity, recovered }, since);
    } else if (isOpen(leg, live, state) || mayBePart(leg, live)) {
      this.wait(leg, at, recovered);
    } else {
      this.close(leg, at, recovered);
    }
  }

  /** A call is over, and something may still be told of it. */
  wait(leg: Leg, at: number, recovered: true | undefined): void {
    const [first] = this.#endings.length < maxEndings ? [] : this.#endings;
    if (first !== undefined) {
      this.#settle(first, at);
    }
    this.#endings = [...this.#endings, { leg, until: at + settleMs, recovered }];
  }

  /** Names a call that was over before its name was told. */
  name(dialogId: string | undefined): void {
    const nameless = this.#endings.find(({ leg }) => leg.dialogId === undefined);
    if (nameless !== undefined) {
      this.#replace(nameless, { ...nameless, leg: { ...nameless.leg, dialogId, isEndTold: true } });
    }
  }

  /** Sees from an event whether a call that is over has become part of the one that the event is about. */
  settleBy(told: ToldCall, state: string, subject: Leg | undefined, at: number): Merge | undefined {
    const ending = this.#endings.find(({ leg }) => isDecidedBy(leg, told, state, subject));
    if (ending === undefined) {
      return undefined;
    }
    const { leg } = ending;
    const merge = this.#mergeOf(leg, told, state, subject, at);
    const nextDialogId = told.dialogId ?? subject?.dialogId ?? leg.associatedDialogId;
    this.#settle(ending, at, merge && { ...leg, outcome: merge.outcome, nextDialogId });
    return merge;
  }

  /** Sees from the agent's state, which is new, how calls have ended. */
  settleByState(live: readonly Leg[], at: number): void {
    const { state } = this.world.agent(this.agentId);
    for (const ending of this.#endings) {
      const { leg } = ending;
      if (isToBeWrappedUp(leg, live, state)) {
        this.#startWrapUp(ending, at);
      } else if (leg.wrapUpAt === undefined ? !isOpen(leg, live, state) : !isWrappingUp(state)) {
        this.#settle(ending, at, leg, 'by state');
      }
    }
  }

  /** Nothing more is expected to tell how calls have ended. */
  pass(at: number): void {
    for (const ending of this.#endings) {
      if (ending.until <= at) {
        this.#settle(ending, at);
      }
    }
  }

  /** Tells that a call is over: nothing more can come about it. */
  close(leg: Leg, at: number, recovered?: true, byState?: 'by state'): void {
    const agent = this.world.agent(this.agentId);
    const isNewState = byState !== undefined || (agent.since ?? -Infinity) > leg.startedAt;
    const start = leg.isStartSeen ? {} : toldStart(leg, this.world.clock, leg.endedAt ?? at);
    const last = closed({ ...leg, ...start }, isNewState ? agent : undefined, at);
    this.#last = lightened(last);
    this.world.ended.add(last);
    lastEventsOf(last, recovered).forEach(this.world.tell);
  }

  /** Changes each call into one that holds less. */
  lighten(lighter: (leg: Leg) => Leg): void {
    this.#endings = this.#endings.map((ending) => ({ ...ending, leg: lighter(ending.leg) }));
  }

  #settle(ending: Ending, at: number, leg = ending.leg, byState?: 'by state'): void {
    this.#endings = this.#endings.filter((other) => other !== ending);
    this.close(leg, at, ending.recovered, byState);
  }

  #replace(before: Ending, after: Ending): void {
    this.#endings = [...this.#endings.filter((other) => other !== before), after];
  }

  /** The end was told first, and the work after it only by the agent's state. */
  #startWrapUp(ending: Ending, at: number): void {
    const leg = { ...ending.leg, state: 'WRAP_UP', wrapUpAt: at };
    this.#replace(ending, { ...ending, leg, until: Infinity });
    this.world.tell({ type: 'WrapUpStarted', ...about(leg, at, ending.recovered) });
  }

  #mergeOf(
    ended: Leg,
    told: ToldCall,
    state: string,
    subject: Leg | undefined,
    at: number,
  ): Merge | undefined {
    const { commands } = this.world;
    if (commands.deedAt(at, this.agentId, ended.dialogId) === 'released') {
      return undefined;
    }
    const isNews = subject === undefined && (ended.answeredAt === undefined || isOffer(told));
    if (isNews || ended.wrapUpAt !== undefined) {
      return undefined;
    }
    const other = told.participants === undefined ? this.world.otherLegOf(ended) : undefined;
    return subject === undefined
      ? foreignMerge(ended, told, state, other)
      : ownMerge(ended, subject, told, state, {
          other,
          deed: commands.deedAt(at, this.agentId, subject.dialogId),
        });
  }
}

/** Whether it may still show how a call has ended, as long as the agent has this state. */
function isOpen(leg: Leg, live: readonly Leg[], state: string): boolean {
  if (leg.wrapUpAt !== undefined) {
    return false;
  }
  if (leg.answeredAt === undefined) {
    // It shows in the next state whether the agent did not answer, or the caller gave up.
    return leg.direction !== 'outgoing' && leg.kind !== 'preview' && state.startsWith('RESERVED');
  }
  if (live.length > 0) {
    return leg.outcome === undefined && isOwnConsult(leg) && state !== 'HOLD';
  }
  return isTalking(state);
}

/** Whoever was consulted may have the main call next, whatever the state is. */
function mayBePart({ kind, answeredAt }: Leg, live: readonly Leg[]): boolean {
  return live.length === 0 && kind === 'consult' && answeredAt !== undefined;
}

/** Whether the agent does the work after this call now. */
function isToBeWrappedUp({ answeredAt, wrapUpAt }: Leg, live: readonly Leg[], state: string): boolean {
  const isLast = live.length === 0 && answeredAt !== undefined;
  return isLast && wrapUpAt === undefined && isBusy(state) && !isTalking(state);
}

/** Whether an event, about the `subject` or about a call that is new, shows what became of a call that is over. */
function isDecidedBy(leg: Leg, { dialogId }: ToldCall, state: string, subject: Leg | undefined): boolean {
  if (leg.wrapUpAt !== undefined) {
    return subject === undefined && dialogId === leg.dialogId; // it has come back
  }
  return isOwnConsult(leg) && subject !== undefined
    ? isMainOf(subject, leg) && state !== 'HELD'
    : subject === undefined && state !== 'DROP';
}

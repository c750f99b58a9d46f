import type { AgentSnapshot } from '../agents';
import { isBusy, isWrappingUp } from './busy-states';
import { Endings } from './endings';
import { findLeg, findNameless } from './find-leg';
import type { Leg } from './leg';
import { isLate } from './late';
import { earlierMerge } from './merge';
import { end, progress, type Progress } from './progress';
import { newLeg, reopened } from './start';
import { clearedMs, lateMs, settleMs } from './timing';
import { isOffer, stateOf, type ToldCall } from './told-call';
import type { Surroundings, World } from './world';

/** Nobody has more calls than this; the one that came first is forgotten then. */
const maxLive = 20;

/** The calls of one agent. */
export class AgentCalls {
  #live: readonly Leg[] = [];
  readonly #endings: Endings;

  constructor(
    readonly agentId: string,
    private readonly world: World,
  ) {
    this.#endings = new Endings(agentId, world);
  }

  /** Calls that are not over. */
  get live(): readonly Leg[] {
    return this.#live;
  }

  /** Calls that are not over, or of which it is not told yet that they are. */
  all(): readonly Leg[] {
    return this.#endings.isEmpty ? this.#live : [...this.#live, ...this.#endings.legs()];
  }

  /** Whether there is nothing to remember. */
  isIdle(at: number): boolean {
    const { last } = this.#endings;
    return this.all().length === 0 && (last?.endedAt === undefined || at - last.endedAt > lateMs);
  }

  hear(told: ToldCall, at: number): void {
    const state = stateOf(told, this.#agent.extension);
    const known = findLeg(this.#live, told, state);
    if (known === undefined && isLate(told, state, this.#lastOf(told), this.#live.length, at)) {
      return;
    }
    const leg = known ?? this.#findUnnamed(told, at);
    if (leg === undefined && state === 'DROP') {
      this.#endings.name(told.dialogId);
      return;
    }
    this.#learnExtension(told, state, leg);
    const surroundings = this.#surroundingsOf(told, state, leg, at);
    if (leg !== undefined && state === 'DROP') {
      this.#end(leg, end(leg, told, at, surroundings), at, told.recovered);
    } else {
      const before = leg ?? this.#begin(newLeg(told, state, at, surroundings), told);
      this.#replace(before, progress(before, told, state, at, surroundings));
    }
  }

  /** The agent has another state now. */
  followState(previousState: string, at: number, recovered: true | undefined): void {
    const { state } = this.#agent;
    this.#endings.settleByState(this.#live, at);
    for (const leg of this.#live) {
      if (state === 'LOGOUT' || (leg.state === 'WRAP_UP' && !isWrappingUp(state))) {
        this.forget(leg);
        this.#endings.close(leg, at, recovered);
      } else if (leg.dialogId === undefined && isOver(leg, previousState, state)) {
        this.forget(leg);
        this.#endings.wait({ ...leg, endedAt: at }, at, recovered);
      }
    }
  }

  /** Nothing more is expected to tell how calls have ended, or that a failed one was cleared. */
  pass(at: number): void {
    this.#endings.pass(at);
    for (const leg of this.#live) {
      if (leg.state === 'FAILED' && at - leg.changedAt >= clearedMs) {
        this.forget(leg);
        this.#endings.close(leg, at);
      }
    }
  }

  /** Forgets a call without a word. */
  forget(leg: Leg): void {
    this.#live = this.#live.filter((other) => other !== leg);
  }

  /** Changes each call into one that holds less. */
  lighten(lighter: (leg: Leg) => Leg): void {
    this.#live = this.#live.map(lighter);
    this.#endings.lighten(lighter);
  }

  #surroundingsOf(told: ToldCall, state: string, leg: Leg | undefined, at: number): Surroundings {
    const { phones, clock, commands } = this.world;
    const dialogId = told.dialogId ?? leg?.dialogId;
    return {
      agent: this.#agent,
      phones,
      clock,
      merge: this.#endings.settleBy(told, state, leg, at),
      deed: commands.deedAt(at, this.agentId, dialogId),
      isToListen: commands.isToListen(at, this.agentId),
      isReleasedByOther: () => {
        const other = this.world.otherLegOf({ agentId: this.agentId, dialogId });
        return other !== undefined && commands.deedAt(at, other.agentId, dialogId) === 'released';
      },
    };
  }

  get #agent(): AgentSnapshot {
    return this.world.agent(this.agentId);
  }

  /** What the agent had of this call before; or the last call, where it is not said which. */
  #lastOf({ dialogId }: ToldCall): Leg | undefined {
    if (dialogId === undefined) {
      return this.#endings.last;
    }
    const ending = this.#endings.legs().find((leg) => leg.dialogId === dialogId);
    return ending ?? this.world.ended.get(this.agentId, dialogId);
  }

  /** The call that gets its name now, or one whose beginning somebody else has heard of. */
  #findUnnamed(told: ToldCall, at: number): Leg | undefined {
    const { dialogId } = told;
    if (dialogId === undefined) {
      return undefined;
    }
    const nameless = findNameless(this.#live, told);
    const other = isOffer(told) ? undefined : this.world.recall(this.agentId, dialogId);
    if (nameless !== undefined || other === undefined || at - other.startedAt < settleMs) {
      return nameless;
    }
    const leg = reopened(other);
    this.#live = [...this.#live, leg];
    return leg;
  }

  #begin(leg: Leg, told: ToldCall): Leg {
    const isConsult = told.type === 'ConsultCall';
    const [main, ...others] = this.#live.filter((other) => other.leg === 'main');
    const associatedDialogId = isConsult && others.length === 0 ? main?.dialogId : undefined;
    const begun = { ...leg, associatedDialogId };
    this.#live = [...this.#live.slice(1 - maxLive), begun];
    return begun;
  }

  #replace(before: Leg, { leg, events }: Progress): void {
    this.#live = this.#live.map((other) => (other === before ? leg : other));
    events.forEach(this.world.tell);
  }

  #end(before: Leg, { leg, events }: Progress, at: number, recovered: true | undefined): void {
    this.forget(before);
    events.forEach(this.world.tell);
    const others = [...this.all(), ...this.#mainsOf(leg)];
    const isReleased = this.world.commands.deedAt(at, this.agentId, leg.dialogId) === 'released';
    const isOpen = leg.outcome === undefined && !isReleased;
    const merged = isOpen ? { ...leg, ...earlierMerge(leg, others) } : leg;
    this.#endings.add(merged, this.#live, at, recovered);
    this.#promote();
  }

  /** The main call of a consult call, where it has ended before. */
  #mainsOf({ associatedDialogId }: Leg): Leg[] {
    const main = associatedDialogId && this.world.ended.get(this.agentId, associatedDialogId);
    return main ? [main] : [];
  }

  /** A consult call whose main call is over is the agent's call. */
  #promote(): void {
    const [only, ...others] = this.#live;
    if (only?.leg === 'consult' && others.length === 0) {
      this.#live = [{ ...only, leg: 'main' }];
    }
  }

  /** What an agent's phone is, shows when it rings or dials. */
  #learnExtension(told: ToldCall, state: string, leg: Leg | undefined): void {
    if (this.#agent.extension !== undefined) {
      return;
    }
    const extension = state === 'INITIATING' ? dialledFrom(told) : leg && ringingAt(told, state, leg);
    if (extension !== undefined) {
      this.world.learnExtension(this.agentId, extension);
    }
  }
}

function dialledFrom({ type, fromAddress }: ToldCall): string | undefined {
  return type === 'NewOutboundCall' ? undefined : fromAddress;
}

function ringingAt({ participants }: ToldCall, state: string, { direction }: Leg): string | undefined {
  const [only, ...others] = participants?.filter((participant) => participant.state === 'ALERTING') ?? [];
  return direction === 'incoming' && state === 'ALERTING' && others.length === 0
    ? only?.extension
    : undefined;
}

/** Whether a call whose id is not known is over: nobody can ask GC for it. */
function isOver({ answeredAt }: Leg, previousState: string, state: string): boolean {
  return state === 'READY' || (answeredAt !== undefined && isBusy(previousState) && !isBusy(state));
}

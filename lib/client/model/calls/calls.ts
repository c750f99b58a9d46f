import type { AgentStateChanged, DerivedCallEvent, GcEvent } from '../../../protocol';
import { forgetOldest } from '../../../common/forget-oldest';
import { HintedLegs } from '../../hints/hinted-legs';
import { isId } from '../limits';
import { AgentCalls } from './agent-calls';
import { bounded, lighten, sizeOf } from './bounds';
import { EndedLegs, type CallContext } from './context';
import type { KeptLeg, Leg } from './leg';
import type { ReportedCall } from './report';
import { callSnapshot, legSnapshot } from './snapshot';
import type { CallSnapshot, LegSnapshot, NamedLegSnapshot } from './snapshot';

/** A call whose id is known, so that GC can be asked about it. */
export type NamedLeg = Leg & { readonly dialogId: string };

/** More agents than this are not real; the agent whose first call is longest ago is forgotten then. */
const maxAgents = 50_000;

export interface CallsOptions extends Pick<CallContext, 'agents' | 'clock' | 'commands' | 'recall'> {
  /** How long calls that are over stay known, in milliseconds. */
  readonly forgetEndedCallsMs: number;
  /** How much all calls together may hold, in characters; default 100 000 000. */
  readonly mostCharacters?: number | undefined;
}

/** The calls of all agents, and for a while those that have ended. */
export class Calls {
  #agents: Map<string, AgentCalls> = new Map();
  readonly #mostCharacters: number;
  readonly #context: CallContext;
  #events: DerivedCallEvent[] = [];
  /** How much the calls hold at most, in characters. */
  #size = 0;

  constructor({ forgetEndedCallsMs, mostCharacters = 100_000_000, ...known }: CallsOptions) {
    this.#mostCharacters = mostCharacters;
    this.#context = {
      ...known,
      ended: new EndedLegs(forgetEndedCallsMs),
      hinted: new HintedLegs(),
      otherLegOf: (leg) => this.#otherLegOf(leg),
      emit: (event) => {
        this.#events.push(event);
      },
    };
  }

  /** Takes in an event, and the changes of agents' states that it has made; returns the derived events. */
  apply(event: GcEvent, changes: readonly AgentStateChanged[], at: number): DerivedCallEvent[] {
    switch (event.type) {
      case 'NewInboundCall':
      case 'NewOutboundCall':
      case 'InboundCall':
      case 'ConsultCall':
        this.#applyCall(event, at);
        break;
      default:
        for (const { agentId, previousState, recovered } of changes) {
          this.#knownOf(agentId)?.followState(previousState, at, recovered);
        }
    }
    return this.#takeEvents();
  }

  /** Lets time pass: calls that have waited long enough are closed, old ones forgotten; returns the derived events. */
  pass(at: number): DerivedCallEvent[] {
    for (const [agentId, calls] of this.#agents) {
      calls.pass(at);
      if (calls.isIdle(at)) {
        this.#agents.delete(agentId);
      }
    }
    this.#context.ended.forget(at);
    this.#context.hinted.forget(at);
    return this.#takeEvents();
  }

  /** The calls of an agent that are not over. */
  of(agentId: string): NamedLeg[] {
    return this.#agents.get(agentId)?.live.filter(isNamed) ?? [];
  }

  /** The calls of an agent that are not over, each with the commands that the agent may give. */
  legsOf(agentId: string): NamedLegSnapshot[] {
    return this.of(agentId).map((leg, _, all) => ({ ...legSnapshot(leg, all), dialogId: leg.dialogId }));
  }

  /** The calls of all agents that are not over. */
  all(): NamedLeg[] {
    return [...this.#agents.values()].flatMap(({ live }) => live.filter(isNamed));
  }

  /** All calls that are known, also those that have ended a while ago. */
  snapshot(): CallSnapshot[] {
    const calls = new Map<string, LegSnapshot[]>();
    const add = (leg: Leg, others: readonly Leg[]) => {
      const key = leg.dialogId ?? `of ${leg.agentId}`;
      const legs = calls.get(key) ?? [];
      calls.set(key, legs);
      legs.push(legSnapshot(leg, others));
    };
    for (const leg of this.#context.ended.all()) {
      add(leg, []);
    }
    for (const agent of this.#agents.values()) {
      const legs = agent.all();
      legs.forEach((leg) => {
        add(leg, legs);
      });
    }
    return Array.from(calls.values(), callSnapshot);
  }

  /** What is known of an agent's calls that are not over, for the client that comes after this one. */
  hintsOf(agentId: string): readonly Leg[] {
    return [...(this.#agents.get(agentId)?.all() ?? []), ...this.#context.hinted.of(agentId)];
  }

  /** Takes in a call that the client before this one knew. It counts once GC speaks of it. */
  takeHint(leg: KeptLeg, at: number): void {
    if (leg.endedAt !== undefined && leg.wrapUpAt === undefined) {
      this.#callsOf(leg.agentId).resume(leg, at);
    } else {
      this.#context.hinted.add(leg, at);
    }
  }

  /** The calls of an agent that only the client before this one has heard of. */
  hintedOf(agentId: string): readonly Leg[] {
    return this.#context.hinted.of(agentId);
  }

  /** The same of all agents, if they were taken in by `time`. */
  hintedSince(time: number): readonly Leg[] {
    return this.#context.hinted.since(time);
  }

  isIncoming(agentId: string, dialogId: string): boolean {
    return this.find(agentId, dialogId)?.direction === 'incoming';
  }

  /** The calls, also those being wrapped up, that no event has been about since `time`. */
  silentSince(time: number): Leg[] {
    const silent: Leg[] = [];
    for (const calls of this.#agents.values()) {
      silent.push(...calls.all().filter(({ changedAt }) => changedAt <= time));
    }
    return silent;
  }

  /** Forgets a call without an event. */
  forget(leg: Leg): void {
    this.#agents.get(leg.agentId)?.forget(leg);
    this.#context.hinted.take(leg);
  }

  /** A call of an agent, also one that has ended a while ago. */
  find(agentId: string, dialogId: string): Leg | undefined {
    const known = this.#agents
      .get(agentId)
      ?.all()
      .find((leg) => leg.dialogId === dialogId);
    return known ?? this.#context.ended.get(agentId, dialogId);
  }

  /** Finds the call at another agent by looking through all agents, which is seldom needed. */
  #otherLegOf({ agentId, dialogId }: Pick<Leg, 'agentId' | 'dialogId'>): Leg | undefined {
    if (dialogId === undefined) {
      return undefined;
    }
    for (const other of this.#agents.keys()) {
      const leg = other === agentId ? undefined : this.find(other, dialogId);
      if (leg !== undefined) {
        return leg;
      }
    }
    return this.#context.hinted.otherOf({ agentId, dialogId });
  }

  #applyCall(event: ReportedCall, at: number): void {
    const { agentId, dialogId = '' } = event;
    if (isId(agentId) && isId(dialogId)) {
      const { call, size } = bounded(event);
      this.#callsOf(agentId).apply(call, at);
      this.#size += size;
      if (this.#size > this.#mostCharacters) {
        this.#makeRoom();
      }
    }
  }

  /** Measures the calls and, if they hold too much, takes variables and participants from those that hold the most. */
  #makeRoom(): void {
    const enough = this.#mostCharacters / 2;
    this.#measure();
    if (this.#size > enough) {
      const fair = enough / this.#everyLeg().length;
      this.#everyLeg()
        .filter((leg) => sizeOf(leg) > fair)
        .forEach(lighten);
      this.#measure();
    }
    if (this.#size > enough) {
      this.#context.ended.clear();
      this.#agents = new Map([...this.#agents].slice(Math.ceil(this.#agents.size / 2)));
      this.#measure();
    }
  }

  #measure(): void {
    this.#size = this.#everyLeg().reduce((size, leg) => size + sizeOf(leg), 0);
  }

  #everyLeg(): KeptLeg[] {
    return [
      ...this.#context.ended.all(),
      ...Array.from(this.#agents.values(), (calls) => calls.all()).flat(),
    ];
  }

  /** Undefined where nothing is known of any call of the agent. */
  #knownOf(agentId: string): AgentCalls | undefined {
    const isHinted = this.#context.hinted.of(agentId).length > 0;
    return isHinted ? this.#callsOf(agentId) : this.#agents.get(agentId);
  }

  #callsOf(agentId: string): AgentCalls {
    const known = this.#agents.get(agentId);
    if (known !== undefined) {
      return known;
    }
    const calls = new AgentCalls(agentId, this.#context);
    this.#agents.set(agentId, calls);
    forgetOldest(this.#agents, maxAgents);
    return calls;
  }

  #takeEvents(): DerivedCallEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

function isNamed(leg: Leg): leg is NamedLeg {
  return leg.dialogId !== undefined;
}

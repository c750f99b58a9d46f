import type { GcEvent } from '../../../protocol';
import type { Agents } from '../agents';
import type { AgentStateChanged, DerivedCallEvent } from '../derived-events';
import { forgetOldest } from '../../forget-oldest';
import { isId } from '../limits';
import { AgentCalls } from './agent-calls';
import { bounded, lightened, sizeOf } from './bounded';
import { EndedLegs } from './ended-legs';
import type { Leg } from './leg';
import { callSnapshot, legSnapshot } from './snapshot';
import type { CallSnapshot, LegSnapshot, NamedLegSnapshot } from './snapshot';
import type { ToldCall } from './told-call';
import type { World } from './world';

/** A call about which GC can be asked. */
export type NamedLeg = Leg & { readonly dialogId: string };

/** More agents than this are not real; the one whose first call is longest ago is forgotten then. */
const maxAgents = 50_000;

/** What the calls of agents need to know that are not among them. */
export interface CallsHelp extends Pick<World, 'clock' | 'commands' | 'recall'> {
  /** How much all calls together may hold, in characters; default 100 000 000. */
  readonly mostCharacters?: number | undefined;
}

/** The calls that agents have, and for a while those that they had. */
export class Calls {
  #agents: Map<string, AgentCalls> = new Map();
  readonly #mostCharacters: number;
  readonly #ended: EndedLegs;
  readonly #world: World;
  #told: DerivedCallEvent[] = [];
  /** What the calls hold at most, in characters. */
  #size = 0;

  constructor(
    agents: Agents,
    forgetEndedCallsMs: number,
    { mostCharacters = 100_000_000, ...help }: CallsHelp,
  ) {
    this.#mostCharacters = mostCharacters;
    this.#ended = new EndedLegs(forgetEndedCallsMs);
    this.#world = {
      ...help,
      phones: agents,
      ended: this.#ended,
      agent: (agentId) => agents.get(agentId),
      learnExtension: (agentId, extension) => {
        agents.learnExtension(agentId, extension);
      },
      otherLegOf: (leg) => this.#otherLegOf(leg),
      tell: (event) => {
        this.#told.push(event);
      },
    };
  }

  /** Takes in an event, and the changes of agents' states that it is; returns what is to be told. */
  apply(event: GcEvent, changes: readonly AgentStateChanged[], at: number): DerivedCallEvent[] {
    switch (event.type) {
      case 'NewInboundCall':
      case 'NewOutboundCall':
      case 'InboundCall':
      case 'ConsultCall':
        this.#hear(event, at);
        break;
      default:
        for (const { agentId, previousState, recovered } of changes) {
          this.#agents.get(agentId)?.followState(previousState, at, recovered);
        }
    }
    return this.#takeTold();
  }

  /** Lets time pass: what was waited for in vain is told, and what is over for long is forgotten. */
  pass(at: number): DerivedCallEvent[] {
    for (const [agentId, calls] of this.#agents) {
      calls.pass(at);
      if (calls.isIdle(at)) {
        this.#agents.delete(agentId);
      }
    }
    this.#ended.forget(at);
    return this.#takeTold();
  }

  /** The calls of an agent that are not over. */
  of(agentId: string): NamedLeg[] {
    return this.#agents.get(agentId)?.live.filter(isNamed) ?? [];
  }

  /** The same, with what the agent can do. */
  legsOf(agentId: string): NamedLegSnapshot[] {
    return this.of(agentId).map((leg, _, all) => ({ ...legSnapshot(leg, all), dialogId: leg.dialogId }));
  }

  /** The calls of all agents that are not over. */
  all(): NamedLeg[] {
    return [...this.#agents.values()].flatMap(({ live }) => live.filter(isNamed));
  }

  /** These, and those that have ended a while ago. */
  snapshot(): CallSnapshot[] {
    const calls = new Map<string, LegSnapshot[]>();
    const add = (leg: Leg, others: readonly Leg[]) => {
      const key = leg.dialogId ?? `of ${leg.agentId}`;
      const legs = calls.get(key) ?? [];
      calls.set(key, legs);
      legs.push(legSnapshot(leg, others));
    };
    for (const leg of this.#ended.all()) {
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

  isIncoming(agentId: string, dialogId: string): boolean {
    return this.find(agentId, dialogId)?.direction === 'incoming';
  }

  /** The calls, wrapped up ones among them, of which nothing was heard since then. */
  silentSince(time: number): Leg[] {
    const silent: Leg[] = [];
    for (const calls of this.#agents.values()) {
      silent.push(...calls.all().filter(({ changedAt }) => changedAt <= time));
    }
    return silent;
  }

  /** Forgets a call without a word. */
  forget(leg: Leg): void {
    this.#agents.get(leg.agentId)?.forget(leg);
  }

  /** A call of an agent, also one that has ended a while ago. */
  find(agentId: string, dialogId: string): Leg | undefined {
    const known = this.#agents
      .get(agentId)
      ?.all()
      .find((leg) => leg.dialogId === dialogId);
    return known ?? this.#ended.get(agentId, dialogId);
  }

  /** Looks through all agents: it is seldom asked for. */
  #otherLegOf({ agentId, dialogId }: Pick<Leg, 'agentId' | 'dialogId'>): Leg | undefined {
    for (const other of dialogId === undefined ? [] : this.#agents.keys()) {
      const leg = other === agentId ? undefined : this.find(other, String(dialogId));
      if (leg !== undefined) {
        return leg;
      }
    }
    return undefined;
  }

  #hear(event: ToldCall, at: number): void {
    const { agentId, dialogId = '' } = event;
    if (isId(agentId) && isId(dialogId)) {
      const told = bounded(event);
      this.#callsOf(agentId).hear(told, at);
      this.#size += sizeOf(told);
      if (this.#size > this.#mostCharacters) {
        this.#makeRoom();
      }
    }
  }

  /** Looks what the calls hold, and if it is too much, takes the most from those that hold more than others. */
  #makeRoom(): void {
    const enough = this.#mostCharacters / 2;
    this.#measure();
    if (this.#size > enough) {
      const fair = enough / this.#everyLeg().length;
      const lighter = (leg: Leg) => (sizeOf(leg) > fair ? lightened(leg) : leg);
      this.#ended.lighten(lighter);
      this.#agents.forEach((calls) => {
        calls.lighten(lighter);
      });
      this.#measure();
    }
    if (this.#size > enough) {
      this.#ended.clear();
      this.#agents = new Map([...this.#agents].slice(Math.ceil(this.#agents.size / 2)));
      this.#measure();
    }
  }

  #measure(): void {
    this.#size = this.#everyLeg().reduce((size, leg) => size + sizeOf(leg), 0);
  }

  #everyLeg(): Leg[] {
    return [...this.#ended.all(), ...Array.from(this.#agents.values(), (calls) => calls.all()).flat()];
  }

  #callsOf(agentId: string): AgentCalls {
    const known = this.#agents.get(agentId);
    if (known !== undefined) {
      return known;
    }
    const calls = new AgentCalls(agentId, this.#world);
    this.#agents.set(agentId, calls);
    forgetOldest(this.#agents, maxAgents);
    return calls;
  }

  #takeTold(): DerivedCallEvent[] {
    const told = this.#told;
    this.#told = [];
    return told;
  }
}

function isNamed(leg: Leg): leg is NamedLeg {
  return leg.dialogId !== undefined;
}

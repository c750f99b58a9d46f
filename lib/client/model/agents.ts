import {
  loggedInStates,
  type AgentStateChanged,
  type EventOf,
  type GcEvent,
  type Team,
  type User,
} from '../../protocol';
import type { GcClock } from './gc-clock';
import { given } from './given';
import { isId, short, shortTeam } from './limits';
import type { ReasonLabels } from './reason-labels';

/** An agent as far as events have told: one of this client, or a member of a supervisor's team. */
export interface AgentSnapshot {
  readonly agentId: string;
  /** `UNKNOWN` until GC has told. */
  readonly state: string;
  /** Since when the agent is in this state for this reason, by our clock, in milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly previousState?: string | undefined;
  readonly reasonCode?: string | undefined;
  /** What the reason is called; known once the reason codes were asked for. */
  readonly reasonLabel?: string | undefined;
  /** The state that comes after the call. */
  readonly pendingState?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** First and last name, or the full name that GC tells with the state. */
  readonly agentName?: string | undefined;
  readonly extension?: string | undefined;
  /** Whether the agent is a supervisor. */
  readonly supervisor?: boolean | undefined;
  /** The supervisor who is told of this agent, where it is told to one. */
  readonly supervisorId?: string | undefined;
  readonly team?: Team | undefined;
}

/** What a state says, whoever is told of it. */
type ToldState = Pick<
  EventOf<'State'>,
  'state' | 'reasonCode' | 'pendingState' | 'stateChangeTime' | 'recovered'
>;

/** More agents than this are not real; the one heard of longest ago is forgotten then. */
const maxAgents = 50_000;

/** No list of GC is longer. */
const maxUsers = 10_000;

/** How long somebody is remembered who is not logged in. */
const goneForMs = 60 * 60_000;

/** A time that GC has told, and when it told it. */
interface ToldTime {
  readonly text: string;
  readonly at: number;
}

/** What is known of each agent. */
export class Agents {
  readonly #agents = new Map<string, AgentSnapshot>();
  readonly #atExtension = new Map<string, string>();
  /** Since when agents are in their state, while it is not certain what zone of GC that is told in. */
  readonly #toldSince = new Map<string, ToldTime>();
  #clockRevision = 0;

  constructor(
    private readonly clock: GcClock,
    private readonly labels: ReasonLabels,
  ) {}

  /** Takes in an event; returns what has changed. */
  apply(event: GcEvent, at: number): AgentStateChanged[] {
    const changes = this.#take(event, at);
    if (this.clock.revision !== this.#clockRevision) {
      this.#readAgain();
    }
    return changes;
  }

  #take(event: GcEvent, at: number): AgentStateChanged[] {
    switch (event.type) {
      case 'State': {
        const { agentId, agentName, extension, supervisorId } = event;
        if (!isId(agentId)) {
          return [];
        }
        if (supervisorId !== undefined) {
          this.#learn(agentId, { agentName, extension, supervisorId });
        }
        return this.#follow(agentId, event, at);
      }
      case 'AgentInfo': {
        const { agentId, firstName, lastName, supervisor, team } = event;
        this.#learn(agentId, { firstName, lastName, agentName: fullName(event), supervisor, team });
        return [];
      }
      case 'Agents':
      case 'TeamUsersList':
        return (event.users ?? []).slice(0, maxUsers).flatMap((user) => this.#followUser(user, at));
      default:
        return [];
    }
  }

  get(agentId: string): AgentSnapshot {
    return this.#agents.get(agentId) ?? { agentId, state: 'UNKNOWN' };
  }

  /** The same, with the reason by name. */
  snapshotOf(agentId: string): AgentSnapshot {
    return this.#named(this.get(agentId));
  }

  all(): AgentSnapshot[] {
    return Array.from(this.#agents.values(), (agent) => this.#named(agent));
  }

  someLoggedIn(): boolean {
    return [...this.#agents.values()].some(({ state }) => loggedInStates.includes(state));
  }

  /** Whether an agent is known to be there. */
  isExtension(address = ''): boolean {
    return this.#atExtension.has(address);
  }

  /** Login id of the agent who is known to be there. */
  at(extension = ''): string | undefined {
    return this.#atExtension.get(extension);
  }

  /** The agent's phone, as a login or an event has told. */
  learnExtension(agentId: string, extension: string): void {
    if (this.get(agentId).extension !== extension) {
      this.#learn(agentId, { extension });
    }
  }

  /** Members of a team, as the answer to a question about it has told. */
  learnTeam(members: readonly string[], team: Team): void {
    for (const agentId of members.slice(0, maxUsers)) {
      this.#learn(agentId, { team });
    }
  }

  /** Forgets who has not been logged in for long. */
  expire(at: number): void {
    for (const agent of this.#agents.values()) {
      if (!loggedInStates.includes(agent.state) && at - (agent.since ?? at) > goneForMs) {
        this.#forget(agent);
      }
    }
  }

  #named(agent: AgentSnapshot): AgentSnapshot {
    const reasonLabel = this.labels.of(agent.state, agent.reasonCode);
    return reasonLabel === undefined ? agent : { ...agent, reasonLabel };
  }

  #followUser(user: User, at: number): AgentStateChanged[] {
    const { agentId, firstName, lastName, extension, state, stateChangeTime } = user;
    if (agentId === undefined || !isId(agentId)) {
      return [];
    }
    this.#learn(agentId, { firstName, lastName, agentName: fullName(user), extension });
    const before = this.get(agentId);
    if (state === undefined || state === before.state) {
      return [];
    }
    const changes = this.#follow(agentId, { state, ...given({ stateChangeTime }) }, at);
    return before.state === 'UNKNOWN' ? [] : changes;
  }

  #follow(agentId: string, told: ToldState, at: number): AgentStateChanged[] {
    const { stateChangeTime, recovered } = told;
    const state = short(told.state);
    const reasonCode = short(told.reasonCode);
    const pendingState = short(told.pendingState);
    const before = this.get(agentId);
    if (before.state === state && before.reasonCode === reasonCode) {
      this.#set({ ...before, pendingState });
      return [];
    }
    const isSeen = before.state !== 'UNKNOWN' && recovered === undefined;
    if (isSeen && before.state !== state) {
      this.clock.learn(stateChangeTime, at);
    }
    const since = isSeen ? at : this.#readSince(agentId, stateChangeTime, at);
    if (isSeen) {
      this.#toldSince.delete(agentId);
    }
    const after = { ...before, state, reasonCode, pendingState, since, previousState: before.state };
    this.#set(after);
    return [this.#change(before, after, recovered)];
  }

  #readSince(agentId: string, text: string | undefined, at: number): number {
    const since = this.clock.read(text, at);
    if (since === undefined || text === undefined || this.clock.isCertain) {
      this.#toldSince.delete(agentId);
    } else {
      this.#toldSince.set(agentId, { text, at });
    }
    return since ?? at;
  }

  /** The zone of GC has turned out to be another one. */
  #readAgain(): void {
    for (const [agentId, { text, at }] of this.#toldSince) {
      this.#agents.set(agentId, { ...this.get(agentId), since: this.clock.read(text, at) });
    }
    if (this.clock.isCertain) {
      this.#toldSince.clear();
    }
    this.#clockRevision = this.clock.revision;
  }

  #change(
    before: AgentSnapshot,
    after: AgentSnapshot & { readonly since: number },
    recovered: true | undefined,
  ): AgentStateChanged {
    const { agentId, state, reasonCode, pendingState, since } = after;
    const { agentName, extension, team, supervisorId } = after;
    return given({
      type: 'AgentStateChanged' as const,
      agentId,
      at: since,
      recovered,
      state,
      reasonCode,
      reasonLabel: this.labels.of(state, reasonCode),
      pendingState,
      previousState: before.state,
      previousReasonCode: before.reasonCode,
      previousReasonLabel: this.labels.of(before.state, before.reasonCode),
      seconds: before.since === undefined ? undefined : Math.max(0, since - before.since) / 1000,
      agentName,
      extension,
      team,
      supervisorId,
    });
  }

  /** What is not told stays as it was. */
  #learn(agentId: string, told: Partial<AgentSnapshot>): void {
    if (!isId(agentId)) {
      return;
    }
    const before = this.get(agentId);
    const after = { ...before, ...given(bounded(told)) };
    if (after.extension !== before.extension && after.extension !== undefined) {
      this.#leaveExtension(before);
      this.#atExtension.set(after.extension, agentId);
    }
    this.#set(after);
  }

  #set(agent: AgentSnapshot): void {
    this.#agents.delete(agent.agentId);
    this.#agents.set(agent.agentId, agent);
    const [oldest] = this.#agents.size > maxAgents ? this.#agents.values() : [];
    if (oldest !== undefined) {
      this.#forget(oldest);
    }
  }

  #forget(agent: AgentSnapshot): void {
    this.#agents.delete(agent.agentId);
    this.#toldSince.delete(agent.agentId);
    this.#leaveExtension(agent);
  }

  #leaveExtension({ agentId, extension = '' }: AgentSnapshot): void {
    if (this.#atExtension.get(extension) === agentId) {
      this.#atExtension.delete(extension);
    }
  }
}

function bounded(told: Partial<AgentSnapshot>): Partial<AgentSnapshot> {
  const { firstName, lastName, agentName, extension, supervisorId, team } = told;
  return {
    ...told,
    firstName: short(firstName),
    lastName: short(lastName),
    agentName: short(agentName),
    extension: short(extension),
    supervisorId: short(supervisorId),
    team: team && shortTeam(team),
  };
}

function fullName({ firstName, lastName }: Pick<User, 'firstName' | 'lastName'>): string | undefined {
  return [firstName, lastName].filter(Boolean).join(' ') || undefined;
}

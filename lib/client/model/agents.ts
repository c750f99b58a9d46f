import { oldestBeyond } from '../../common/forget-oldest';
import {
  isLoggedOut,
  type AgentStateChanged,
  type EventOf,
  type GcEvent,
  type Team,
  type User,
} from '../../protocol';
import { bounded, fullName, newAgent, type Agent, type AgentSnapshot } from './agent';
import type { GcClock } from './gc-clock';
import type { HintedAgent } from '../hints/agent-hint';
import { HintedAgents } from '../hints/hinted-agents';
import { given } from './given';
import { isId, short } from './limits';
import type { ReasonLabels } from './reason-labels';

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
  readonly #agents = new Map<string, Agent>();
  readonly #atExtension = new Map<string, string>();
  /** Since when agents are in their state, while it is not certain what zone of GC that is told in. */
  readonly #toldSince = new Map<string, ToldTime>();
  #clockRevision = 0;
  readonly #hints = new HintedAgents();

  constructor(
    private readonly clock: GcClock,
    private readonly labels: ReasonLabels,
  ) {}

  /** Takes in an event; returns what has changed. */
  apply(event: GcEvent, at: number): AgentStateChanged[] {
    if ('agentId' in event && this.#hints.has(event.agentId)) {
      this.#learnHinted(event.agentId);
    }
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

  /** What is known of an agent now; it changes with the next event. */
  get(agentId: string): AgentSnapshot {
    return this.#agents.get(agentId) ?? newAgent(agentId);
  }

  /** The same; until GC speaks of the agent's state, it is the one that the client before this one knew. */
  lastKnown(agentId: string): AgentSnapshot {
    return this.#hints.complete(this.get(agentId));
  }

  /** The same, with the reason by name, as it stays. */
  snapshotOf(agentId: string): AgentSnapshot {
    return this.#named(this.get(agentId));
  }

  all(): AgentSnapshot[] {
    return Array.from(this.#agents.values(), (agent) => this.#named(agent));
  }

  someLoggedIn(): boolean {
    return [...this.#agents.values()].some(({ state }) => !isLoggedOut(state));
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

  /** How the agent is, for the client that comes after this one; undefined where the agent is not logged in. */
  hintOf(agentId: string): HintedAgent | undefined {
    const { state, reasonCode, since, extension } = this.lastKnown(agentId);
    return isLoggedOut(state) ? undefined : { state, reasonCode, since, extension };
  }

  /** Takes in how the client before this one knew an agent. It counts once GC speaks of the agent. */
  takeHint(agentId: string, hint: HintedAgent, at: number): void {
    this.#hints.add(agentId, hint, at);
    if (hint.extension !== undefined && !this.isExtension(hint.extension)) {
      this.#atExtension.set(hint.extension, agentId);
    }
  }

  /** Forgets who has not been logged in for long. */
  expire(at: number): void {
    this.#hints.forget(at);
    for (const agent of this.#agents.values()) {
      if (isLoggedOut(agent.state) && at - (agent.since ?? at) > goneForMs) {
        this.#forget(agent);
      }
    }
  }

  #learnHinted(agentId = ''): void {
    this.#learn(agentId, { extension: this.lastKnown(agentId).extension });
  }

  #named(agent: AgentSnapshot): AgentSnapshot {
    const reasonLabel = this.labels.of(agent.state, agent.reasonCode);
    return { ...agent, reasonLabel };
  }

  #followUser(user: User, at: number): AgentStateChanged[] {
    const { agentId, firstName, lastName, extension, state, stateChangeTime } = user;
    if (agentId === undefined || !isId(agentId)) {
      return [];
    }
    this.#learn(agentId, { firstName, lastName, agentName: fullName(user), extension });
    const before = this.get(agentId).state;
    if (state === undefined || state === before) {
      return [];
    }
    const changes = this.#follow(agentId, { state, ...given({ stateChangeTime }) }, at);
    return before === 'UNKNOWN' ? [] : changes;
  }

  #follow(agentId: string, told: ToldState, at: number): AgentStateChanged[] {
    const { stateChangeTime, recovered } = told;
    const state = short(told.state);
    const reasonCode = short(told.reasonCode);
    const agent = this.#heardOf(agentId);
    agent.pendingState = short(told.pendingState);
    if (agent.state === state && agent.reasonCode === reasonCode) {
      return [];
    }
    const isSeen = agent.state !== 'UNKNOWN' && recovered === undefined;
    if (isSeen && agent.state !== state) {
      this.clock.learn(stateChangeTime, at);
    }
    const hint = agent.state === 'UNKNOWN' ? this.#hints.take(agentId) : undefined;
    const isSame = hint?.state === state && hint.reasonCode === reasonCode;
    const before = { ...(isSame ? agent : (hint ?? agent)) };
    const since = isSeen ? at : this.#readSince(agentId, stateChangeTime, at, isSame ? hint.since : at);
    if (isSeen) {
      this.#toldSince.delete(agentId);
    }
    agent.state = state;
    agent.reasonCode = reasonCode;
    agent.since = since;
    agent.previousState = before.state;
    return [this.#change(before, agent, since, recovered)];
  }

  #readSince(agentId: string, text: string | undefined, at: number, otherwise = at): number {
    const since = this.clock.read(text, at);
    if (since === undefined || text === undefined || this.clock.isCertain) {
      this.#toldSince.delete(agentId);
    } else {
      this.#toldSince.set(agentId, { text, at });
    }
    return since ?? otherwise;
  }

  /** The zone of GC has turned out to be another one. */
  #readAgain(): void {
    for (const [agentId, { text, at }] of this.#toldSince) {
      const agent = this.#agents.get(agentId);
      if (agent !== undefined) {
        agent.since = this.clock.read(text, at);
      }
    }
    if (this.clock.isCertain) {
      this.#toldSince.clear();
    }
    this.#clockRevision = this.clock.revision;
  }

  #change(
    before: Pick<AgentSnapshot, 'state' | 'reasonCode' | 'since'>,
    after: AgentSnapshot,
    since: number,
    recovered: true | undefined,
  ): AgentStateChanged {
    const { agentId, state, reasonCode, pendingState } = after;
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
    const agent = this.#heardOf(agentId);
    const extension = short(told.extension) ?? agent.extension;
    if (extension !== agent.extension && extension !== undefined) {
      this.#leaveExtension(agent);
      this.#atExtension.set(extension, agentId);
    }
    Object.assign(agent, given(bounded(told)));
  }

  /** The agent, who is now the one heard of last. */
  #heardOf(agentId: string): Agent {
    const agent = this.#agents.get(agentId) ?? newAgent(agentId);
    this.#agents.delete(agentId);
    this.#agents.set(agentId, agent);
    const oldest = oldestBeyond(this.#agents, maxAgents);
    if (oldest !== undefined) {
      this.#forget(this.#agents.get(oldest) ?? agent);
    }
    return agent;
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

import { loggedInStates, type GcEvent, type Team } from '../protocol';
import { forgetOldest } from './calls';

/** An agent as far as events have told. */
export interface AgentSnapshot {
  readonly agentId: string;
  /** `UNKNOWN` until GC has told. */
  readonly state: string;
  /** Since when the agent is in this state, by our clock, in milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly previousState?: string | undefined;
  readonly reasonCode?: string | undefined;
  readonly pendingState?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly supervisor?: boolean | undefined;
  readonly team?: Team | undefined;
}

/** More agents than this are not real; the one heard of longest ago is forgotten then. */
const maxAgents = 50_000;

/** What is known of each agent. */
export class Agents {
  readonly #agents = new Map<string, AgentSnapshot>();

  apply(event: GcEvent, now: number): void {
    if (event.type === 'State') {
      const { agentId, state, reasonCode, pendingState } = event;
      const before = this.get(agentId);
      const isNew = before.state !== state;
      this.#set({
        ...before,
        state,
        reasonCode,
        pendingState,
        since: isNew ? now : before.since,
        previousState: isNew ? before.state : before.previousState,
      });
    } else if (event.type === 'AgentInfo') {
      const { agentId, firstName, lastName, supervisor, team } = event;
      this.#set({ ...this.get(agentId), firstName, lastName, supervisor, team });
    }
  }

  get(agentId: string): AgentSnapshot {
    return this.#agents.get(agentId) ?? { agentId, state: 'UNKNOWN' };
  }

  all(): AgentSnapshot[] {
    return [...this.#agents.values()];
  }

  someLoggedIn(): boolean {
    return this.all().some(({ state }) => loggedInStates.includes(state));
  }

  #set(agent: AgentSnapshot): void {
    this.#agents.delete(agent.agentId);
    this.#agents.set(agent.agentId, agent);
    forgetOldest(this.#agents, maxAgents);
  }
}

import type { AgentSnapshot } from '../model/agent';
import { given } from '../model/given';
import { hintKeptMs, type HintedAgent } from './agent-hint';

/** How agents were when the client before this one knew them, until GC speaks of their state. */
export class HintedAgents {
  readonly #agents = new Map<string, HintedAgent>();
  #takenAt = -Infinity;

  has(agentId: string | undefined): boolean {
    return this.#agents.size > 0 && this.#agents.has(agentId ?? '');
  }

  add(agentId: string, agent: HintedAgent, at: number): void {
    this.#agents.set(agentId, agent);
    this.#takenAt = at;
  }

  /** The agent; in the state that the client before this one knew, until GC speaks of it. */
  complete(agent: AgentSnapshot): AgentSnapshot {
    const hint = agent.state === 'UNKNOWN' ? this.#agents.get(agent.agentId) : undefined;
    return hint === undefined ? agent : { ...hint, ...given(agent), state: hint.state };
  }

  take(agentId: string): HintedAgent | undefined {
    const agent = this.#agents.get(agentId);
    this.#agents.delete(agentId);
    return agent;
  }

  /** Forgets them all when GC has not spoken of them for too long. */
  forget(at: number): void {
    if (at - this.#takenAt >= hintKeptMs) {
      this.#agents.clear();
    }
  }
}

import { hintKeptMs, type HintedAgent } from './agent-hint';

/** How agents were when the client before this one knew them, until GC speaks of their state. */
export class HintedAgents {
  readonly #agents = new Map<string, HintedAgent>();
  #takenAt = -Infinity;

  get isEmpty(): boolean {
    return this.#agents.size === 0;
  }

  add(agentId: string, agent: HintedAgent, at: number): void {
    this.#agents.set(agentId, agent);
    this.#takenAt = at;
  }

  get(agentId: string): HintedAgent | undefined {
    return this.#agents.get(agentId);
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

import type { Agent } from './agent';

/** The agents who are ready, by team, those first who have been ready for longest. */
export class ReadyAgents {
  readonly #teams = new Map<string, Set<Agent>>();

  add(agent: Agent): void {
    const { team } = agent.profile;
    const agents = this.#teams.get(team) ?? new Set();
    this.#teams.set(team, agents.add(agent));
  }

  remove(agent: Agent): void {
    this.#teams.get(agent.profile.team)?.delete(agent);
  }

  /** Who has been ready for longest in these teams. */
  first(teams: readonly string[]): Agent | undefined {
    let first: Agent | undefined;
    for (const team of teams) {
      const [agent] = this.#teams.get(team) ?? [];
      if (agent !== undefined && (first === undefined || agent.since < first.since)) {
        first = agent;
      }
    }
    return first;
  }
}

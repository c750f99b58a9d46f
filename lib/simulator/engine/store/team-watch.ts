import type { Agent } from './agent';

/** Which supervisors want to know about the members of which teams. */
export class TeamWatch {
  readonly #supervisors = new Map<string, Set<Agent>>();

  add(teamId: string, supervisor: Agent): void {
    const supervisors = this.#supervisors.get(teamId) ?? new Set();
    this.#supervisors.set(teamId, supervisors.add(supervisor));
  }

  /** The supervisor's session is over. */
  remove(supervisor: Agent): void {
    for (const supervisors of this.#supervisors.values()) {
      supervisors.delete(supervisor);
    }
  }

  of(teamId: string): readonly Agent[] {
    return [...(this.#supervisors.get(teamId) ?? [])];
  }
}

import type { GcEvent, Team } from '../../protocol';
import type { AgentSnapshot } from './agent';
import { forgetOldest } from '../../common/forget-oldest';
import { isId, short } from './limits';

/** A team as far as events have told. */
export interface TeamSnapshot {
  readonly id: string;
  readonly name?: string | undefined;
  /** Login ids of the members who are known. */
  readonly agents: readonly string[];
}

/** More teams than this are not real. */
const maxTeams = 10_000;

/** So many supervisors may wait for the names of their teams; these come right behind the ids. */
const maxWaiting = 100;

/** The names of teams, by id. */
export class Teams {
  readonly #names = new Map<string, string | undefined>();
  /** The ids that a supervisor was told last: the text formats tell the names in an event of its own. */
  readonly #ids = new Map<string, readonly string[]>();

  apply(event: GcEvent): void {
    switch (event.type) {
      case 'AgentInfo':
        [...(event.teams ?? []).slice(0, maxTeams), event.team ?? {}].forEach((team) => {
          this.learn(team);
        });
        break;
      case 'TeamInfoIDs':
        if (isId(event.agentId)) {
          this.#ids.set(event.agentId, (event.teamIds ?? []).filter((id) => isId(id)).slice(0, maxTeams));
          forgetOldest(this.#ids, maxWaiting);
        }
        break;
      case 'TeamInfoNames':
        this.#ids.get(event.agentId)?.forEach((id, index) => {
          this.learn({ id, ...(event.teamNames?.[index] && { name: event.teamNames[index] }) });
        });
        this.#ids.delete(event.agentId);
        break;
      default:
    }
  }

  /** Takes in a team; returns it with its name, where that is known. */
  learn({ id, name = this.#names.get(id ?? '') }: Team): Team {
    if (id === undefined || !isId(id)) {
      return {};
    }
    const kept = short(name);
    this.#names.set(id, kept);
    forgetOldest(this.#names, maxTeams);
    return kept === undefined ? { id } : { id, name: kept };
  }

  all(agents: readonly AgentSnapshot[]): TeamSnapshot[] {
    const members = new Map(Array.from(this.#names.keys(), (id) => [id, [] as string[]]));
    for (const { agentId, team } of agents) {
      members.get(team?.id ?? '')?.push(agentId);
    }
    return Array.from(members, ([id, its]) => ({ id, name: this.#names.get(id), agents: its }));
  }
}

import type { EventOf } from '../../protocol';
import type { Agent } from './agent';
import type { ContactCentre } from './contact-centre';
import { stateEvent } from './events';

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

/** Tells those who watch the team that a member has another state; supervisors know their own. */
export function tellSupervisors(centre: ContactCentre, member: Agent): void {
  for (const supervisor of centre.teamWatch.of(member.profile.team)) {
    if (supervisor.isLoggedIn && supervisor !== member) {
      centre.tell(supervisor, memberEvent(centre, supervisor, member));
    }
  }
}

function memberEvent(
  { dialect, rules }: ContactCentre,
  supervisor: Agent,
  member: Agent,
): EventOf<'State'> | EventOf<'TeamMemberStateChanged'> {
  return dialect.teamEvents === 'State'
    ? {
        ...stateEvent(member, rules),
        supervisorId: supervisor.id,
        agentName: member.fullName,
        extension: member.extension,
      }
    : memberStateEvent(supervisor, member);
}

/** The specification's event, which names the team but not the member. */
export function memberStateEvent(supervisor: Agent, member: Agent): EventOf<'TeamMemberStateChanged'> {
  return {
    type: 'TeamMemberStateChanged',
    teamId: member.profile.team,
    state: member.shown.state,
    agentId: supervisor.id,
  };
}

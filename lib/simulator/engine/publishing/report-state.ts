import type { EventOf } from '../../../protocol';
import type { Agent } from '../store/agent';
import type { ContactCentre } from '../store/contact-centre';
import { stateEvent } from './events';

/** Publishes the agent's state if it has changed. */
export function showState(centre: ContactCentre, agent: Agent): void {
  if (centre.updateState(agent)) {
    publishState(centre, agent, true);
  }
}

/** Publishes the agent's state, changed or not. */
export function reportState(centre: ContactCentre, agent: Agent): void {
  publishState(centre, agent, centre.updateState(agent));
}

function publishState(centre: ContactCentre, agent: Agent, isNew: boolean): void {
  centre.report(agent, stateEvent(agent, centre.rules));
  if (isNew) {
    reportToSupervisors(centre, agent);
  }
}

/** Reports the new state of a member to those who watch the team; supervisors know their own state. */
function reportToSupervisors(centre: ContactCentre, member: Agent): void {
  for (const supervisor of centre.teamWatch.of(member.profile.team)) {
    if (supervisor.isLoggedIn && supervisor !== member) {
      centre.report(supervisor, memberEvent(centre, supervisor, member));
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

import { findProblem, type DecodedCommand } from '../../../protocol';
import { localTime } from '../clock';
import { memberStateEvent } from '../publishing/report-state';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import type { ContactCentre } from '../store/contact-centre';
import { findLedTeam, findMember } from './rights';

type Parameters = DecodedCommand['parameters'];

export const teamCommands = {
  getallagents: (centre: ContactCentre, agent: Agent) => {
    const users = [...centre.agents.values()].filter(({ isLoggedIn }) => isLoggedIn).map(userOf);
    centre.report(agent, { type: 'Agents', users, agentId: agent.id });
  },
  getteamusers: reportTeam,
  getteamuserstate: (centre: ContactCentre, supervisor: Agent, { memberId }: Parameters) => {
    centre.report(supervisor, memberStateEvent(supervisor, findMember(centre, supervisor, memberId)));
  },
};

/** The members, those who are not logged in among them; and from now on, if wanted, how they are. */
function reportTeam(centre: ContactCentre, supervisor: Agent, { teamId, subscribe }: Parameters): void {
  const team = findLedTeam(centre, supervisor, teamId);
  if (subscribe !== undefined && findProblem('subscribe', subscribe) !== undefined) {
    throw new RefusedCommand('PLEASE_RETRY');
  }
  if (subscribe === 'true') {
    centre.teamWatch.add(team.id, supervisor);
  }
  const members = [...centre.agents.values()].filter(({ profile }) => profile.team === team.id);
  centre.report(supervisor, {
    type: centre.dialect.format === 'json' ? 'Agents' : 'TeamUsersList',
    users: members.map(userOf),
    agentId: supervisor.id,
  });
}

function userOf({ profile, id, isLoggedIn, extension, shown, since }: Agent) {
  return {
    firstName: profile.firstName,
    lastName: profile.lastName,
    ...(isLoggedIn ? { extension } : {}),
    agentId: id,
    state: shown.state,
    stateChangeTime: localTime(since),
  };
}

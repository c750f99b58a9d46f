import type { SiteTeam } from '../../site';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import type { ContactCentre } from '../store/contact-centre';

/** The teams that a supervisor leads; an agent leads none. */
export function teamsLedBy({ site }: ContactCentre, { profile }: Agent): readonly SiteTeam[] {
  const { supervisor, teams } = profile;
  return supervisor ? site.teams.filter(({ id }) => teams?.includes(id) ?? true) : [];
}

/** Whether an agent is in one of the teams that a supervisor leads. */
export function supervises(centre: ContactCentre, supervisor: Agent, member: Agent): boolean {
  return teamsLedBy(centre, supervisor).some(({ id }) => id === member.profile.team);
}

/** @throws {RefusedCommand} if there is no such team, or the supervisor does not lead it. */
export function findLedTeam(centre: ContactCentre, supervisor: Agent, teamId: string | undefined): SiteTeam {
  checkSupervisor(supervisor);
  const team = findTeam(centre, teamId);
  if (!teamsLedBy(centre, supervisor).includes(team)) {
    throw new RefusedCommand('AUTHORIZATION_FAILURE');
  }
  return team;
}

/** @throws {RefusedCommand} if there is no such agent, or the supervisor does not lead the agent's team. */
export function findMember(centre: ContactCentre, supervisor: Agent, memberId: string | undefined): Agent {
  checkSupervisor(supervisor);
  if (memberId === undefined) {
    throw new RefusedCommand('PLEASE_RETRY');
  }
  const member = centre.agents.get(memberId);
  if (member === undefined) {
    throw new RefusedCommand('USER_NOT_FOUND');
  }
  if (!supervises(centre, supervisor, member)) {
    throw new RefusedCommand('AUTHORIZATION_FAILURE');
  }
  return member;
}

/** @throws {RefusedCommand} if there is no such team. */
export function findTeam({ site }: ContactCentre, teamId: string | undefined): SiteTeam {
  if (teamId === undefined) {
    throw new RefusedCommand('PLEASE_RETRY');
  }
  const team = site.teams.find(({ id }) => id === teamId);
  if (team === undefined) {
    throw new RefusedCommand('NOT_FOUND');
  }
  return team;
}

/** @throws {RefusedCommand} if the agent is no supervisor. */
export function checkSupervisor({ profile }: Agent): void {
  if (!profile.supervisor) {
    throw new RefusedCommand('AUTHORIZATION_FAILURE');
  }
}

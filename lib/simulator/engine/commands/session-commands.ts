import { findProblem, type DecodedCommand } from '../../../protocol';
import { localTime } from '../clock';
import { agentInfoEvent } from '../publishing/events';
import { reportState } from '../publishing/report-state';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import type { ContactCentre } from '../store/contact-centre';
import type { Claim } from '../store/routes';
import { tellDialogs } from './dialog-commands';
import { teamsLedBy } from './rights';

type Parameters = DecodedCommand['parameters'];

/** Commands that make an agent known to GC; the agent may be one that does not exist. */
export const sessionCommands = { Connect: connect, Login: login, MobileAgentLogin: logInMobile };

function connect(centre: ContactCentre, agentId: string, { destination = '', password }: Parameters): void {
  const agent = centre.agents.get(agentId);
  const isAccepted = agent !== undefined && agent.profile.password === password;
  centre.routes.claim(agentId, { destination, isAccepted });
  if (password === undefined) {
    throw new RefusedCommand('MISSING_PASSWORD');
  }
  if (!isAccepted) {
    throw new RefusedCommand('SUBSCRIPTION_FAILED');
  }
  if (!agent.isLoggedIn || agent.destination === undefined) {
    agent.destination = destination;
  }
}

function login(centre: ContactCentre, agentId: string, { password, extension }: Parameters): void {
  const claim = centre.routes.claimOf(agentId);
  if (claim === undefined) {
    throw new RefusedCommand('RE_LOGIN');
  }
  if (password === undefined) {
    throw new RefusedCommand('MISSING_PASSWORD');
  }
  if (extension === undefined) {
    throw new RefusedCommand('MISSING_EXTENSION');
  }
  if (findProblem('extension', extension) !== undefined) {
    throw new RefusedCommand('WRONG_EXTENSION');
  }
  const agent = checkCredentials(centre, agentId, password, claim);
  checkExtension(centre, agent, extension);
  checkLicences(centre, agent);
  moveTo(centre, agent, claim.destination);
  if (!agent.isLoggedIn) {
    centre.teamWatch.remove(agent);
    agent.home = { state: 'NOT_READY' };
    agent.extension = extension;
  }
  introduce(centre, agent);
}

function logInMobile(centre: ContactCentre, agentId: string, parameters: Parameters): void {
  const { phone, connectionMode } = parameters;
  if (findProblem('phone', phone) ?? findProblem('connectionMode', connectionMode)) {
    throw new RefusedCommand('PLEASE_RETRY');
  }
  login(centre, agentId, parameters);
}

function checkCredentials(centre: ContactCentre, agentId: string, password: string, claim: Claim): Agent {
  const agent = centre.agents.get(agentId);
  if (agent === undefined) {
    throw new RefusedCommand('USER_NOT_FOUND');
  }
  if (!claim.isAccepted) {
    throw new RefusedCommand('SUBSCRIPTION_FAILED');
  }
  if (agent.profile.password !== password) {
    throw new RefusedCommand('CF_INVALID_PASSWORD_SPECIFIED');
  }
  return agent;
}

function checkExtension(centre: ContactCentre, agent: Agent, extension: string): void {
  if (![...centre.agents.values()].some(({ profile }) => profile.extension === extension)) {
    throw new RefusedCommand('CF_INVALID_LOGON_DEVICE_SPECIFIED');
  }
  if ((centre.agentAt(extension) ?? agent) !== agent) {
    throw new RefusedCommand('CF_RESOURCE_BUSY');
  }
  if (agent.isLoggedIn && agent.extension !== extension) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
}

/** Those who are logged in stay so, even where there are too many of them. */
function checkLicences({ agents, licences = Infinity }: ContactCentre, agent: Agent): void {
  const loggedIn = [...agents.values()].filter(({ isLoggedIn }) => isLoggedIn);
  if (!agent.isLoggedIn && loggedIn.length >= licences) {
    throw new RefusedCommand('LICENSES_EXCEEDED');
  }
}

/** The destination that had the agent until now loses it. */
export function moveTo(centre: ContactCentre, agent: Agent, destination: string): void {
  if (agent.isLoggedIn && agent.destination !== destination) {
    const stateChangeTime = localTime(centre.clock.now());
    centre.report(agent, { type: 'State', agentId: agent.id, state: 'LOGOUT', stateChangeTime });
    centre.report(agent, { type: 'Error', agentId: agent.id, code: 'SESSION_INVALIDATED' });
    centre.teamWatch.remove(agent);
  }
  agent.destination = destination;
}

/** Tells a client all it needs to know about an agent. */
export function introduce(centre: ContactCentre, agent: Agent): void {
  tellWhoItIs(centre, agent);
  reportState(centre, agent);
  tellDialogs(centre, agent);
}

/** In the lines of the specification the one about the agent has no room for the teams of a supervisor: two more name them. */
function tellWhoItIs(centre: ContactCentre, agent: Agent): void {
  const teams = teamsLedBy(centre, agent);
  centre.report(agent, agentInfoEvent(agent, centre.site, teams));
  const { format, lines } = centre.dialect;
  if (agent.profile.supervisor && format !== 'json' && lines === 'specified') {
    const teamIds = teams.map(({ id }) => id);
    const teamNames = teams.map(({ name }) => name);
    centre.report(agent, { type: 'TeamInfoIDs', teamIds, agentId: agent.id });
    centre.report(agent, { type: 'TeamInfoNames', teamNames, agentId: agent.id });
  }
}

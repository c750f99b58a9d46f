import { GcError, reservedReasonCodes } from '../../protocol';
import { findAgent } from './calls/outside';
import { moveTo } from './commands/session-commands';
import type { Agent } from './store/agent';
import type { ContactCentre } from './store/contact-centre';

// What GC says, or forgets, without any cause in the contact centre.

/**
 * The agent named, or all, of whom GC knows where their events go.
 *
 * @throws {GcError} USER_NOT_FOUND; CF_INVALID_OBJECT_STATE when there is no such agent logged in
 */
export function findConnected(centre: ContactCentre, idOrExtension?: string): readonly Agent[] {
  const named = idOrExtension === undefined ? undefined : findAgent(centre, idOrExtension);
  const agents = connectedAgents(centre).filter((agent) => named === undefined || agent === named);
  if (agents.length === 0) {
    throw new GcError('CF_INVALID_OBJECT_STATE', {
      agentId: named?.id,
      detail: named === undefined ? 'no agent is logged in' : 'the agent is not logged in',
    });
  }
  return agents;
}

/** Finesse still has the agent, with state and calls; GC does not, and needs a new login. */
export function forgetSession(centre: ContactCentre, agent: Agent): void {
  centre.report(agent, { type: 'State', agentId: agent.id, state: 'RE_LOGIN' });
  disconnect(centre, agent);
}

/** All destinations are made anew, and no agent is connected to them. */
export function renewDestinations(centre: ContactCentre): void {
  for (const agent of connectedAgents(centre)) {
    disconnect(centre, agent);
  }
  for (const destination of centre.routes.destinations) {
    centre.publish(destination, { type: 'Destination', destination, action: 'RECONNECT' });
  }
}

/** The agent logs in from a client that nobody here knows. */
export function logInElsewhere(centre: ContactCentre, agent: Agent): void {
  const destination = 'another-client';
  centre.routes.claim(agent.id, { destination, isAccepted: true });
  moveTo(centre, agent, destination);
}

/** GC takes the agent for logged out, which is not so. */
export function sayLoggedOut(centre: ContactCentre, agent: Agent): void {
  const reasonCode = reservedReasonCodes.none.code;
  centre.report(agent, { type: 'State', agentId: agent.id, state: 'LOGOUT', reasonCode });
}

export function sayError(centre: ContactCentre, agent: Agent): void {
  centre.report(agent, { type: 'Error', agentId: agent.id, code: 'CF_GENERIC_UNSPECIFIED_REJECTION' });
}

function connectedAgents(centre: ContactCentre): readonly Agent[] {
  return [...centre.agents.values()].filter(
    ({ isLoggedIn, destination }) => isLoggedIn && destination !== undefined,
  );
}

function disconnect(centre: ContactCentre, agent: Agent): void {
  agent.destination = undefined;
  centre.routes.disclaim(agent.id);
}

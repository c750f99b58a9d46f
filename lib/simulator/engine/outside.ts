import { findProblem, GcError, printable } from '../../protocol';
import type { Agent } from './agent';
import type { Call } from './call';
import type { ContactCentre } from './contact-centre';
import { endCall, offerCall } from './telephony';

/** A call from outside. */
export interface IncomingCall {
  /** Login id or extension of the agent who is called. */
  readonly to: string;
  /** Number of the caller. */
  readonly from: string;
  readonly callVariables?: Readonly<Record<string, string>>;
}

/** Somebody outside calls an agent: as a queue's call when the agent is ready, else directly. */
export function receiveCall(centre: ContactCentre, { to, from, callVariables = {} }: IncomingCall): string {
  const agent = findAgent(centre, to);
  const problem = findProblem('number', from);
  if (problem !== undefined) {
    throw new GcError('GC_INVALID_PARAMETER', { agentId: agent.id, detail: `from ${problem}` });
  }
  if (!agent.isLoggedIn) {
    throw impossible(agent, 'the agent is not logged in');
  }
  if (centre.legsOf(agent).length > 0) {
    throw impossible(agent, 'the agent is busy with another call');
  }
  const call = centre.openCall(String(from), agent.home.state === 'READY');
  setVariables(call, agent, callVariables);
  centre.addOutsider(call, call.fromAddress, 'INITIATED');
  offerCall(centre, call, agent, agent.extension);
  return call.dialogId;
}

/** The party outside ends the agent's call; with two, the one that is not on hold. */
export function hangUp(centre: ContactCentre, to: string): string {
  const agent = findAgent(centre, to);
  const legs = centre.legsOf(agent).filter(({ call }) => call.legs.some((leg) => leg.agent === undefined));
  const leg = legs.find(({ state }) => state !== 'HELD') ?? legs[0];
  if (leg === undefined) {
    throw new GcError('NO_DIALOG_ID', {
      agentId: agent.id,
      detail: 'the agent has no call with anybody outside',
    });
  }
  endCall(centre, leg.call);
  return leg.call.dialogId;
}

/** @throws {GcError} GC_INVALID_PARAMETER; then there is no call. */
function setVariables(call: Call, agent: Agent, variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    const problem = call.setVariable(name, value);
    if (problem !== undefined) {
      const detail = `the call variable "${printable(name)}" ${problem}`;
      throw new GcError('GC_INVALID_PARAMETER', { agentId: agent.id, detail });
    }
  }
}

function findAgent(centre: ContactCentre, idOrExtension: string): Agent {
  const name = String(idOrExtension);
  const agents = [...centre.agents.values()];
  const agent =
    centre.agents.get(name) ??
    centre.agentAt(name) ??
    agents.find(({ profile }) => profile.extension === name);
  if (agent === undefined) {
    throw new GcError('USER_NOT_FOUND', {
      detail: `the simulator has no agent and no extension "${printable(name)}"`,
    });
  }
  return agent;
}

function impossible(agent: Agent, detail: string): GcError {
  return new GcError('CF_INVALID_OBJECT_STATE', { agentId: agent.id, detail });
}

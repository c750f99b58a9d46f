import type { EventOf } from '../../protocol';
import type { Site } from '../site';
import type { Agent } from './agent';
import { dialogStateOf, type AgentLeg, type Call } from './call';
import { localTime } from './clock';
import type { FlavourRules } from './flavours';

export function agentInfoEvent({ profile }: Agent, site: Site): EventOf<'AgentInfo'> {
  const { agentId, firstName, lastName, supervisor } = profile;
  const team = site.teams.find(({ id }) => id === profile.team);
  return {
    type: 'AgentInfo',
    agentId,
    firstName,
    lastName,
    supervisor,
    wrapUpOnIncoming: 'OPTIONAL',
    ...(supervisor ? { teams: site.teams } : {}),
    ...(team === undefined ? {} : { team }),
  };
}

export function stateEvent(agent: Agent, { pendingStates }: FlavourRules): EventOf<'State'> {
  const { state, reasonCode } = agent.shown;
  return {
    type: 'State',
    agentId: agent.id,
    state,
    ...(reasonCode === undefined ? {} : { reasonCode }),
    ...(agent.pending === undefined || !pendingStates ? {} : { pendingState: agent.pending.state }),
    stateChangeTime: localTime(agent.since),
  };
}

/** GC names the caller among the variables of a call that is offered. */
export function newInboundCallEvent({ call, agent }: AgentLeg): EventOf<'NewInboundCall'> {
  return {
    type: 'NewInboundCall',
    agentId: agent.id,
    dialogId: call.dialogId,
    fromAddress: call.fromAddress,
    callVariables: { ani: call.fromAddress, ...Object.fromEntries(call.variables) },
  };
}

export function inboundCallEvent(leg: AgentLeg): EventOf<'InboundCall'> {
  const { call } = leg;
  return {
    type: 'InboundCall',
    ...described(leg),
    startTime: localTime(leg.startTime),
    participants: call.legs.map(({ address, state }) => ({ extension: address, state })),
    ...(call.cause === undefined ? {} : { cause: call.cause }),
  };
}

export function dialogStateEvent(leg: AgentLeg): EventOf<'DialogState'> {
  return { type: 'DialogState', ...described(leg) };
}

export function dialogStatusEvent(leg: AgentLeg): EventOf<'DialogStatus'> {
  return { type: 'DialogStatus', ...described(leg) };
}

/** What all events about a call have. */
function described(leg: AgentLeg) {
  const { dialogId, fromAddress } = leg.call;
  return {
    agentId: leg.agent.id,
    dialogId,
    state: dialogStateOf(leg),
    fromAddress,
    ...variablesOf(leg.call),
  };
}

function variablesOf({ variables }: Call): { callVariables?: Record<string, string> } {
  return variables.size === 0 ? {} : { callVariables: Object.fromEntries(variables) };
}

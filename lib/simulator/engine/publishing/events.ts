import type { EventFormat, EventOf } from '../../../protocol';
import type { Site, SiteTeam } from '../../site';
import { localTime } from '../clock';
import type { Agent } from '../store/agent';
import { dialogStateOf, type AgentLeg, type Call } from '../store/call';
import type { FlavourRules } from '../store/flavours';

export function agentInfoEvent(
  { profile }: Agent,
  site: Site,
  teamsLed: readonly SiteTeam[],
): EventOf<'AgentInfo'> {
  const { agentId, firstName, lastName, supervisor, wrapUpOnIncoming } = profile;
  const team = site.teams.find(({ id }) => id === profile.team);
  return {
    type: 'AgentInfo',
    agentId,
    firstName,
    lastName,
    supervisor,
    wrapUpOnIncoming,
    ...(supervisor ? { teams: teamsLed } : {}),
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

/**
 * GC names the caller among the variables of a call that is offered, and the call that it is about; the latter not in
 * the old text format, whose variables have no names.
 */
export function newInboundCallEvent(
  { call, agent }: AgentLeg,
  format: EventFormat,
): EventOf<'NewInboundCall'> {
  const main = format === 'text-old' ? undefined : call.legs.find((leg) => leg.main !== undefined)?.main;
  return {
    type: 'NewInboundCall',
    agentId: agent.id,
    dialogId: call.dialogId,
    fromAddress: call.fromAddress,
    callVariables: {
      ani: call.fromAddress,
      ...Object.fromEntries(call.variables),
      ...(main === undefined ? {} : { associatedDialogId: main.dialogId }),
    },
  };
}

/**
 * The dialer has a call for an agent. What Finesse says before that GC keeps to itself: neither the number nor the
 * variables are known then.
 */
export function newOutboundCallEvent({ call, agent }: AgentLeg): EventOf<'NewOutboundCall'> {
  return {
    type: 'NewOutboundCall',
    agentId: agent.id,
    dialogId: call.dialogId,
    fromAddress: call.fromAddress,
    callVariables: { ani: call.fromAddress, ...Object.fromEntries(call.variables) },
  };
}

export function inboundCallEvent(leg: AgentLeg): EventOf<'InboundCall'> {
  const { call, prevDialogId } = leg;
  return {
    type: 'InboundCall',
    ...described(leg),
    ...timesAndParties(leg),
    ...(prevDialogId === undefined ? {} : { prevDialogId }),
    ...(call.kind === 'monitor' ? { callType: 'SM' } : {}),
  };
}

export function consultCallEvent(leg: AgentLeg): EventOf<'ConsultCall'> {
  return {
    type: 'ConsultCall',
    ...described(leg),
    ...timesAndParties(leg),
    toAddress: leg.call.toAddress,
  };
}

/** `other` is the main call of a consult call, or the consult call of a main call. */
export function dialogStateEvent(leg: AgentLeg, other?: AgentLeg): EventOf<'DialogState'> {
  return { type: 'DialogState', ...described(leg), ...associated(other) };
}

export function dialogStatusEvent(leg: AgentLeg, other?: AgentLeg): EventOf<'DialogStatus'> {
  return { type: 'DialogStatus', ...described(leg), ...associated(other), callType: dialogTypeOf(leg) };
}

/** Kinds of calls as public clients of GC know them. */
export function dialogTypeOf({ main, call, address }: AgentLeg): string {
  if (main !== undefined) {
    return 'ConsultCall';
  }
  if (call.kind === 'monitor') {
    return 'SM';
  }
  return address === call.fromAddress ? 'OutboundCall' : 'InboundCall';
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

/** Who still wraps up the call sees itself among those who go on. */
function timesAndParties(leg: AgentLeg) {
  const { call, startTime } = leg;
  const legs = call.legs.includes(leg) ? call.legs : [...call.legs, leg];
  return {
    startTime: localTime(startTime),
    participants: legs.map(({ address, state, role }) => ({
      extension: address,
      state,
      ...(role === undefined ? {} : { role }),
    })),
    ...(call.cause === undefined ? {} : { cause: call.cause }),
  };
}

function associated(leg: AgentLeg | undefined) {
  if (leg === undefined) {
    return {};
  }
  const { dialogId, state, fromAddress, callVariables } = described(leg);
  return {
    assDialogId: dialogId,
    assDialogState: state,
    assFromAddress: fromAddress,
    ...(callVariables === undefined ? {} : { assCallVariables: callVariables }),
  };
}

function variablesOf({ variables }: Call): { callVariables?: Record<string, string> } {
  return variables.size === 0 ? {} : { callVariables: Object.fromEntries(variables) };
}

import { findProblem, type DecodedCommand } from '../../protocol';
import type { Agent } from './agent';
import type { AgentLeg, LegState } from './call';
import type { ContactCentre } from './contact-centre';
import { dialogStateEvent } from './events';
import { Refusal } from './refusal';
import { connectCall, dial, endCall, tellCall } from './telephony';

type Parameters = DecodedCommand['parameters'];

/** A main call, and another one while it is on hold. */
const mostCalls = 2;

/** In these the agent has a connection that can be cut; a ringing call can only be answered. */
const releasable: readonly LegState[] = ['INITIATING', 'INITIATED', 'ACTIVE', 'HELD', 'FAILED'];

export const callCommands = {
  MakeCall: makeCall,
  AnswerCall: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    connectCall(centre, findLeg(centre, agent, dialogId, ['ALERTING']).call);
  },
  HoldCall: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    changeLeg(centre, findLeg(centre, agent, dialogId, ['ACTIVE']), 'HELD');
  },
  RetrieveCall: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    const leg = findLeg(centre, agent, dialogId, ['HELD']);
    checkPhoneIsFree(centre, agent);
    changeLeg(centre, leg, 'ACTIVE');
  },
  ReleaseCall: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    endCall(centre, findLeg(centre, agent, dialogId, releasable).call);
  },
  getdialogstate: tellDialogState,
  update_call_variable: setVariable,
  wrapup: setWrapUpReason,
};

function makeCall(centre: ContactCentre, agent: Agent, { number }: Parameters): void {
  if (number === undefined) {
    throw new Refusal('MISSING_NUMBER');
  }
  const { extension } = agent;
  if (number === extension || findProblem('number', number) !== undefined) {
    throw new Refusal('CF_INVALID_CALLED_DEVICE');
  }
  checkPhoneIsFree(centre, agent);
  if (centre.legsOf(agent).length >= mostCalls) {
    throw new Refusal('CF_INVALID_OBJECT_STATE');
  }
  dial(centre, agent, extension, number);
}

/** The agent's calls, if there are any, must be on hold. */
function checkPhoneIsFree(centre: ContactCentre, agent: Agent): void {
  if (centre.legsOf(agent).some(({ state }) => state !== 'HELD')) {
    throw new Refusal('CF_INVALID_OBJECT_STATE');
  }
}

function findLeg(
  centre: ContactCentre,
  agent: Agent,
  dialogId: string | undefined,
  states?: readonly LegState[],
): AgentLeg {
  const leg = centre.legsOf(agent).find(({ call }) => call.dialogId === dialogId);
  if (leg === undefined) {
    throw new Refusal('NO_DIALOG_ID');
  }
  if (states?.includes(leg.state) === false) {
    throw new Refusal('CF_INVALID_OBJECT_STATE');
  }
  return leg;
}

function changeLeg(centre: ContactCentre, leg: AgentLeg, state: LegState): void {
  leg.state = state;
  tellCall(centre, leg);
  centre.showState(leg.agent);
}

function setVariable(centre: ContactCentre, agent: Agent, parameters: Parameters): void {
  const { dialogId, variableName = '', variableValue = '' } = parameters;
  const { call } = findLeg(centre, agent, dialogId);
  if (call.setVariable(variableName, variableValue) !== undefined) {
    throw new Refusal('PLEASE_RETRY');
  }
}

/** The reason goes nowhere from here: GC tells it to nobody. */
function setWrapUpReason(centre: ContactCentre, agent: Agent, { dialogId, wrapUpReason }: Parameters): void {
  if (dialogId === undefined || dialogId !== agent.lastDialogId) {
    findLeg(centre, agent, dialogId);
  }
  if (wrapUpReason === undefined) {
    throw new Refusal('PLEASE_RETRY');
  }
}

function tellDialogState(centre: ContactCentre, agent: Agent, { dialogId = '' }: Parameters): void {
  if (!/^\d{1,20}$/.test(dialogId)) {
    throw new Refusal('NO_DIALOG_ID');
  }
  const leg = centre.legsOf(agent).find(({ call }) => call.dialogId === dialogId);
  const unknown = { type: 'DialogState', agentId: agent.id, dialogId, state: 'NOT_FOUND' } as const;
  centre.tell(agent, leg === undefined ? unknown : dialogStateEvent(leg));
}

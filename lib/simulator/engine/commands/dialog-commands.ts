import type { DecodedCommand } from '../../../protocol';
import { findLeg, knownLeg, knownLegs } from '../calls/find-leg';
import { dialogStateEvent, dialogStatusEvent, dialogTypeOf } from '../publishing/events';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import { isConnected, type AgentLeg } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';

type Parameters = DecodedCommand['parameters'];

export const dialogCommands = {
  getdialogstate: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    tellDialogState(centre, agent, dialogId);
  },
  getdialogstatecontrols: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    tellDialogState(centre, agent, dialogId, dialogTypeOf);
  },
  getDialogParticipants: tellParticipants,
  update_call_variable: setVariable,
  wrapup: setWrapUpReason,
};

/** Tells all calls of an agent, each together with the consult call about it. */
export function tellDialogs(centre: ContactCentre, agent: Agent): void {
  for (const leg of knownLegs(centre, agent).filter(({ main }) => main === undefined)) {
    centre.report(agent, dialogStatusEvent(leg, associated(centre, leg)));
  }
}

function tellDialogState(
  centre: ContactCentre,
  agent: Agent,
  dialogId = '',
  typeOf?: (leg: AgentLeg) => string,
): void {
  if (!/^\d{1,20}$/.test(dialogId)) {
    throw new RefusedCommand('NO_DIALOG_ID');
  }
  const leg = knownLeg(centre, agent, dialogId);
  if (leg === undefined) {
    centre.report(agent, { type: 'DialogState', agentId: agent.id, dialogId, state: 'NOT_FOUND' });
    return;
  }
  const event = dialogStateEvent(leg, associated(centre, leg));
  centre.report(agent, typeOf === undefined ? event : { ...event, dialogType: typeOf(leg) });
}

/** The other of two calls of which one is about the other. */
function associated(centre: ContactCentre, { agent, call, main }: AgentLeg): AgentLeg | undefined {
  return centre.legsOf(agent).find((other) => other.main === call || other.call === main);
}

function tellParticipants(centre: ContactCentre, agent: Agent, { dialogId }: Parameters): void {
  const { call } = findLeg(centre, agent, dialogId);
  const extensions = call.legs.filter(isConnected).map(({ address }) => address);
  centre.report(agent, { type: 'ConferenceParticipants', extensions, agentId: agent.id });
}

function setVariable(centre: ContactCentre, agent: Agent, parameters: Parameters): void {
  const { dialogId, variableName = '', variableValue = '' } = parameters;
  const { call } = findLeg(centre, agent, dialogId);
  if (call.setVariable(variableName, variableValue) !== undefined) {
    throw new RefusedCommand('PLEASE_RETRY');
  }
}

/** GC tells the reason to nobody. It may also be given right after the call. */
function setWrapUpReason(centre: ContactCentre, agent: Agent, { dialogId, wrapUpReason }: Parameters): void {
  const isOver = dialogId !== undefined && dialogId === agent.lastDialogId;
  const leg = isOver ? knownLeg(centre, agent, dialogId) : findLeg(centre, agent, dialogId);
  if (wrapUpReason === undefined) {
    throw new RefusedCommand('PLEASE_RETRY');
  }
  if (leg !== undefined) {
    leg.call.wrapUpReason = wrapUpReason;
  }
}

import type { DecodedCommand } from '../../../protocol';
import { checkDialledNumber, checkPhoneIsFree, checkRoomForCall } from '../calls/check-dialling';
import { dial } from '../calls/dialling';
import { findLeg } from '../calls/find-leg';
import { connectCall, dropLeg, enterCall } from '../calls/telephony';
import { reportCall } from '../publishing/report-call';
import { showState } from '../publishing/report-state';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import type { AgentLeg, LegState } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';

type Parameters = DecodedCommand['parameters'];

/** In these the agent has a connection that can be cut; a ringing call can only be answered. */
const releasable: readonly LegState[] = ['INITIATING', 'INITIATED', 'ACTIVE', 'HELD', 'FAILED'];

export const callCommands = {
  MakeCall: makeCall,
  AnswerCall: answerCall,
  HoldCall: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    changeLeg(centre, findLeg(centre, agent, dialogId, ['ACTIVE']), 'HELD');
  },
  RetrieveCall: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    const leg = findLeg(centre, agent, dialogId, ['HELD']);
    checkPhoneIsFree(centre, agent);
    changeLeg(centre, leg, 'ACTIVE');
  },
  ReleaseCall: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    dropLeg(centre, findLeg(centre, agent, dialogId, releasable));
  },
};

function makeCall(centre: ContactCentre, agent: Agent, parameters: Parameters): void {
  const { extension } = agent;
  const number = checkDialledNumber(agent, parameters.number);
  checkPhoneIsFree(centre, agent);
  checkRoomForCall(centre, agent);
  const kind = centre.agentAt(number) === undefined ? 'outgoing' : 'internal';
  const call = centre.openCall(kind, extension, number);
  dial(centre, enterCall(centre, call, agent, extension, 'INITIATING'), number);
}

/** What the dialer offers is accepted, not answered. */
function answerCall(centre: ContactCentre, agent: Agent, { dialogId }: Parameters): void {
  const { call } = findLeg(centre, agent, dialogId, ['ALERTING']);
  if (call.kind === 'preview') {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  connectCall(centre, call);
}

/** An agent puts a call on hold, or takes it back. */
export function changeLeg(centre: ContactCentre, leg: AgentLeg, state: 'HELD' | 'ACTIVE'): void {
  leg.state = state;
  reportCall(centre, leg);
  showState(centre, leg.agent);
}

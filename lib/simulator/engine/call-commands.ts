import type { DecodedCommand } from '../../protocol';
import type { Agent } from './agent';
import type { AgentLeg, LegState } from './call';
import { checkNumber, checkPhoneIsFree, checkRoomForCall } from './check-dialling';
import type { ContactCentre } from './contact-centre';
import { dial } from './dialling';
import { findLeg } from './find-leg';
import { Refusal } from './refusal';
import { tellCall } from './tell-call';
import { connectCall, dropLeg } from './telephony';

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
  const number = checkNumber(agent, parameters.number);
  checkPhoneIsFree(centre, agent);
  checkRoomForCall(centre, agent);
  const kind = centre.agentAt(number) === undefined ? 'outgoing' : 'internal';
  const call = centre.openCall(kind, extension, number);
  dial(centre, centre.addAgent(call, agent, extension, 'INITIATING'), number);
}

/** What the dialer offers is accepted, not answered. */
function answerCall(centre: ContactCentre, agent: Agent, { dialogId }: Parameters): void {
  const { call } = findLeg(centre, agent, dialogId, ['ALERTING']);
  if (call.kind === 'preview') {
    throw new Refusal('CF_INVALID_OBJECT_STATE');
  }
  connectCall(centre, call);
}

/** An agent puts a call on hold, or takes it back. */
export function changeLeg(centre: ContactCentre, leg: AgentLeg, state: 'HELD' | 'ACTIVE'): void {
  leg.state = state;
  tellCall(centre, leg);
  centre.showState(leg.agent);
}

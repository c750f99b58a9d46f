import type { DecodedCommand, ErrorCode } from '../../../protocol';
import { checkDialledNumber, checkRoomForCall } from '../calls/check-dialling';
import { dial, findCause, ringAt } from '../calls/dialling';
import { findLeg } from '../calls/find-leg';
import { completeConference, completeTransfer } from '../calls/merge-calls';
import { endCall, withdraw, enterCall } from '../calls/telephony';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import { isAgentLeg, isConnected, type AgentLeg, type Call } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';
import { changeLeg } from './call-commands';

type Parameters = DecodedCommand['parameters'];

export const consultCommands = {
  ConsultCall: consult,
  TransferCall: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    const main = findLeg(centre, agent, dialogId, ['HELD']);
    completeTransfer(centre, main, findConsult(centre, main));
  },
  Conferencecall: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    const main = findLeg(centre, agent, dialogId, ['HELD']);
    completeConference(centre, main, findConsult(centre, main));
  },
  Transfer_sst: transferBlindly,
};

/** Why a call cannot be transferred to a number, by what is wrong with the number. */
const transferErrors = {
  BAD_DESTINATION: 'BAD_DESTINATION',
  BUSY: 'CF_RESOURCE_BUSY',
} as const satisfies Record<string, ErrorCode>;

/** An agent calls somebody about a call, which is on hold meanwhile. */
function consult(centre: ContactCentre, agent: Agent, parameters: Parameters): void {
  const number = checkDialledNumber(agent, parameters.number);
  const main = findLeg(centre, agent, parameters.dialogId, ['ACTIVE']);
  const { call } = main;
  checkHasParties(call);
  checkRoomForCall(centre, agent);
  changeLeg(centre, main, 'HELD');
  const consultation = centre.openCall('consult', agent.extension, number, call);
  dial(centre, enterCall(centre, consultation, agent, agent.extension, 'INITIATING', { main: call }), number);
}

/** The consult call about a call on hold. In both, everybody must have answered. */
function findConsult(centre: ContactCentre, main: AgentLeg): AgentLeg {
  const consult = centre.legsOf(main.agent).find((leg) => leg.main === main.call);
  const isAnswered = ({ legs }: Call) => legs.every(isConnected);
  if (consult?.state !== 'ACTIVE' || !isAnswered(consult.call) || !isAnswered(main.call)) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  return consult;
}

/** The other party of a call is left alone with another number that rings. */
function transferBlindly(centre: ContactCentre, agent: Agent, parameters: Parameters): void {
  const number = checkDialledNumber(agent, parameters.number);
  const leg = findLeg(centre, agent, parameters.dialogId);
  const { call } = leg;
  if (!call.legs.every(isConnected)) {
    throw new RefusedCommand('GENERAL_ERROR');
  }
  checkHasParties(call);
  if (leg.state !== 'ACTIVE' || leg.main !== undefined || call.legs.length > 2) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  const cause = findCause(centre, number);
  if (cause !== undefined) {
    throw new RefusedCommand(transferErrors[cause]);
  }
  withdraw(centre, leg);
  if (call.legs.some(isAgentLeg) || centre.agentAt(number) !== undefined) {
    ringAt(centre, call, number);
  } else {
    endCall(centre, call); // it goes on where nobody sees it
  }
}

/** Nobody can be called about what the dialer offers, or about listening. */
function checkHasParties({ kind }: Call): void {
  if (kind === 'preview' || kind === 'monitor') {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
}

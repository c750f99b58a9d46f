import type { DecodedCommand } from '../../../protocol';
import { findLeg } from '../calls/find-leg';
import { callCustomer } from '../calls/preview';
import { endCall } from '../calls/telephony';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import type { AgentLeg } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';

type Parameters = DecodedCommand['parameters'];

/** Source of the responses: Cisco Unified CCX CTI Protocol Developer Guide, "The BAResponse ECC Variable". */
export const previewCommands = {
  AcceptOutboundPreview: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    callCustomer(centre, decide(centre, agent, dialogId, 'Accept'));
  },
  RejectOutboundPreview: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    endCall(centre, decide(centre, agent, dialogId, 'Reject').call);
  },
  CloseOutboundPreview: (centre: ContactCentre, agent: Agent, { dialogId }: Parameters) => {
    endCall(centre, decide(centre, agent, dialogId, 'Reject-Close').call);
  },
};

function decide(
  centre: ContactCentre,
  agent: Agent,
  dialogId: string | undefined,
  response: string,
): AgentLeg {
  const leg = findLeg(centre, agent, dialogId, ['ALERTING']);
  if (leg.call.kind !== 'preview') {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  leg.call.variables.set('BAResponse', response);
  return leg;
}

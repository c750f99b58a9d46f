import { findProblem, GcError, sayOfValue } from '../../../protocol';
import { newOutboundCallEvent } from '../publishing/events';
import { reportCall } from '../publishing/report-call';
import { showState } from '../publishing/report-state';
import type { AgentLeg } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';
import { dial } from './dialling';
import { findAgent, impossible, setVariables } from './outside';
import { endCall, enterCall } from './telephony';

/** A customer whom an agent shall call, after a look at who it is. */
export interface PreviewCall {
  /** Login id or extension of the agent. */
  readonly to: string;
  /** Number of the customer. */
  readonly number: string;
  readonly callVariables?: Readonly<Record<string, string>>;
}

/** Where the dialer's reservations come from. */
const dialerPort = '8500';

/**
 * The dialer reserves a ready agent, who has some time to decide.
 * Source: Cisco Finesse Web Services Developer Guide 12.5, "Accept, Close, or Reject a Direct Preview Outbound
 * Reservation" and "Outbound Call Types and BAStatus".
 */
export function offerPreview(centre: ContactCentre, { to, number, callVariables }: PreviewCall): string {
  const agent = findAgent(centre, to);
  const problem = findProblem('number', number);
  if (problem !== undefined) {
    throw new GcError('GC_INVALID_PARAMETER', {
      agentId: agent.id,
      detail: sayOfValue('problem', { what: 'number', problem }),
    });
  }
  if (agent.shown.state !== 'READY') {
    throw impossible(agent, 'the agent is not ready');
  }
  const call = centre.openCall('preview', dialerPort, String(number));
  const BAStatus = `${centre.rules.previewStatus}_RESERVATION`;
  setVariables(call, { ...callVariables, BACustomerNumber: call.toAddress, BAStatus }, agent.id);
  const leg = enterCall(centre, call, agent, agent.extension, 'ALERTING');
  showState(centre, agent);
  announce(centre, leg);
  reportCall(centre, leg);
  call.stopWaiting = centre.clock.schedule(centre.site.timers.preview, () => {
    endCall(centre, call);
  });
  return call.dialogId;
}

/** Where the dialect has no word of its own for it, the InboundCall that follows is the first event of the call. */
function announce(centre: ContactCentre, leg: AgentLeg): void {
  const { format, outboundCalls } = centre.dialect;
  if (format !== 'json' || outboundCalls === 'NewOutboundCall') {
    centre.report(leg.agent, newOutboundCallEvent(leg));
  }
}

/** The reservation is over, but the agent keeps the state: the phone of the agent dials. */
export function callCustomer(centre: ContactCentre, reservation: AgentLeg): void {
  const { agent, address, call } = reservation;
  reservation.state = 'ACCEPTED';
  reportCall(centre, reservation);
  const customerCall = centre.openCall('outbound', address, call.toAddress, call);
  customerCall.variables.set('BAStatus', centre.rules.previewStatus);
  const leg = enterCall(centre, customerCall, agent, address, 'INITIATING');
  endCall(centre, call);
  announce(centre, leg);
  dial(centre, leg, customerCall.toAddress);
}

import { reportCall, reportToOthers } from '../publishing/report-call';
import { showState } from '../publishing/report-state';
import type { AgentLeg, Call } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';
import { connectCall, endCall, offerCall } from './telephony';

/** An agent dials on a phone that is off the hook: what follows depends on who, if anybody, is at the number. */
export function dial(centre: ContactCentre, caller: AgentLeg, number: string): void {
  const { call } = caller;
  showState(centre, caller.agent);
  reportCall(centre, caller);
  caller.state = 'INITIATED';
  reportCall(centre, caller);
  const cause = findCause(centre, number);
  if (cause === undefined) {
    ringAt(centre, call, number);
  } else {
    failCall(centre, call, caller, cause);
  }
}

/** A call rings at a number. Somebody outside answers after a while; an agent answers when told to. */
export function ringAt(centre: ContactCentre, call: Call, number: string): void {
  const callee = centre.agentAt(number);
  if (callee === undefined) {
    centre.addOutsider(call, number, 'ALERTING');
    call.stopWaiting = centre.clock.schedule(centre.site.timers.ringing, () => {
      connectCall(centre, call);
    });
    reportToOthers(centre, call);
  } else {
    reportToOthers(centre, call, offerCall(centre, call, callee, number));
  }
}

/** Why a number cannot be reached, in the words of Finesse. */
export function findCause(centre: ContactCentre, number: string): 'BAD_DESTINATION' | 'BUSY' | undefined {
  const { busy, unknown } = centre.site.numbers;
  if (unknown.includes(number)) {
    return 'BAD_DESTINATION';
  }
  const callee = centre.agentAt(number);
  const isInCall = callee !== undefined && centre.legsOf(callee).length > 0;
  return isInCall || busy.includes(number) ? 'BUSY' : undefined;
}

function failCall(centre: ContactCentre, call: Call, caller: AgentLeg, cause: string): void {
  call.cause = cause;
  caller.state = 'FAILED';
  reportCall(centre, caller);
  call.stopWaiting = centre.clock.schedule(centre.site.timers.failedCall, () => {
    endCall(centre, call);
  });
}

import type { Agent } from './agent';
import { isAgentLeg, type AgentLeg, type Call } from './call';
import type { ContactCentre } from './contact-centre';
import { inboundCallEvent, newInboundCallEvent } from './events';

export function tellCall(centre: ContactCentre, leg: AgentLeg): void {
  centre.tell(leg.agent, inboundCallEvent(leg));
}

/** A call rings at an agent. */
export function offerCall(centre: ContactCentre, call: Call, agent: Agent, extension: string): void {
  const leg = centre.addAgent(call, agent, extension, 'ALERTING');
  centre.showState(agent);
  centre.tell(agent, newInboundCallEvent(leg));
  tellCall(centre, leg);
}

/** An agent dials: what follows depends on who, if anybody, is at the number. */
export function dial(centre: ContactCentre, agent: Agent, extension: string, number: string): void {
  const call = centre.openCall(extension, false);
  const leg = centre.addAgent(call, agent, extension, 'INITIATING');
  centre.showState(agent);
  tellCall(centre, leg);
  leg.state = 'INITIATED';
  tellCall(centre, leg);
  const cause = findCause(centre, number);
  if (cause === undefined) {
    ring(centre, call, leg, number);
  } else {
    failCall(centre, call, leg, cause);
  }
}

/** Somebody outside answers after a while; an agent answers when told to. */
function ring(centre: ContactCentre, call: Call, caller: AgentLeg, number: string): void {
  const callee = centre.agentAt(number);
  if (callee === undefined) {
    centre.addOutsider(call, number, 'ALERTING');
    tellCall(centre, caller);
    call.stopWaiting = centre.clock.schedule(centre.site.timers.ringing, () => {
      connectCall(centre, call);
    });
  } else {
    offerCall(centre, call, callee, number);
    tellCall(centre, caller);
  }
}

/** Why a number cannot be reached, in the words of Finesse. */
function findCause(centre: ContactCentre, number: string): string | undefined {
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
  tellCall(centre, caller);
  call.stopWaiting = centre.clock.schedule(centre.site.timers.failedCall, () => {
    endCall(centre, call);
  });
}

/** The call is answered: all its participants talk. */
export function connectCall(centre: ContactCentre, call: Call): void {
  for (const leg of call.legs) {
    leg.state = 'ACTIVE';
  }
  for (const leg of call.legs.filter(isAgentLeg)) {
    centre.showState(leg.agent);
    tellCall(centre, leg);
  }
}

export function endCall(centre: ContactCentre, call: Call): void {
  for (const leg of call.legs) {
    leg.state = 'DROPPED';
  }
  centre.closeCall(call);
  for (const leg of call.legs.filter(isAgentLeg)) {
    tellCall(centre, leg);
    centre.showState(leg.agent);
  }
}

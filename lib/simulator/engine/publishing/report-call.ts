import { isAgentLeg, type AgentLeg, type Call, type Leg } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';
import { consultCallEvent, inboundCallEvent } from './events';

/** Reports the state of a call to an agent, as the kind of call that it is for this agent. */
export function reportCall(centre: ContactCentre, leg: AgentLeg): void {
  centre.report(leg.agent, leg.main === undefined ? inboundCallEvent(leg) : consultCallEvent(leg));
}

/** Reports a change of a call to the agents in it, except one. */
export function reportToOthers(centre: ContactCentre, call: Call, except?: Leg): void {
  for (const leg of call.legs.filter(isAgentLeg)) {
    if (leg !== except) {
      reportCall(centre, leg);
    }
  }
}

import { isAgentLeg, type AgentLeg, type Call, type Leg } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';
import { consultCallEvent, inboundCallEvent } from './events';

/** Tells an agent the state of a call, as the kind of call that it is for this agent. */
export function tellCall(centre: ContactCentre, leg: AgentLeg): void {
  centre.tell(leg.agent, leg.main === undefined ? inboundCallEvent(leg) : consultCallEvent(leg));
}

/** Tells the agents in a call, but for one, that something in it has changed. */
export function tellOthers(centre: ContactCentre, call: Call, except?: Leg): void {
  for (const leg of call.legs.filter(isAgentLeg)) {
    if (leg !== except) {
      tellCall(centre, leg);
    }
  }
}

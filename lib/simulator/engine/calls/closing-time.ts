import { showState } from '../publishing/report-state';
import type { Agent } from '../store/agent';
import type { ContactCentre } from '../store/contact-centre';
import { endCall } from './telephony';
import { setHome } from './wrap-up';

/** Nobody calls, and nobody is logged in any more. */
export function closeDown(centre: ContactCentre): void {
  for (const call of [...centre.calls.values()]) {
    endCall(centre, call);
  }
  for (const agent of centre.agents.values()) {
    sendHome(centre, agent);
  }
}

/** Ends the calls of an agent, who then logs out. */
export function sendHome(centre: ContactCentre, agent: Agent): void {
  for (const { call } of centre.legsOf(agent)) {
    endCall(centre, call);
  }
  if (agent.isLoggedIn) {
    agent.pending = undefined;
    setHome(centre, agent, { state: 'LOGOUT' });
    showState(centre, agent);
  }
}

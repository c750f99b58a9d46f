import type { Call } from '../store/call';
import { byAge } from '../store/call-queue';
import type { ContactCentre } from '../store/contact-centre';
import { offerCall } from './telephony';

/** Gives the calls that wait to the agents who are ready: the oldest call to who has been ready for longest. */
export function distribute(centre: ContactCentre): void {
  let isOffered: boolean;
  do {
    isOffered = offerNext(centre);
  } while (isOffered);
}

function offerNext(centre: ContactCentre): boolean {
  for (const call of firstInLine(centre)) {
    const agent = centre.readyAgents.first(call.queue?.profile.teams ?? []);
    if (agent !== undefined) {
      call.queue?.remove(call);
      offerCall(centre, call, agent, agent.extension);
      return true;
    }
  }
  return false;
}

/** The first call of each queue, the oldest first. */
function firstInLine({ queues }: ContactCentre): Call[] {
  const calls: Call[] = [];
  for (const { waiting } of queues.values()) {
    calls.push(...waiting.slice(0, 1));
  }
  return calls.sort(byAge);
}

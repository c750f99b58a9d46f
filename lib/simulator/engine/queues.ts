import type { SiteQueue } from '../site';
import type { Call } from './call';
import type { ContactCentre } from './contact-centre';
import { offerCall } from './telephony';

/** A queue, and the calls that wait in it. */
export class Queue {
  readonly #waiting: Call[] = [];

  constructor(readonly profile: SiteQueue) {}

  /** The oldest first. */
  get waiting(): readonly Call[] {
    return this.#waiting;
  }

  /** Takes a call; one that nobody has answered stands again where it stood. */
  put(call: Call): void {
    const place = this.#waiting.findIndex((other) => byAge(call, other) < 0);
    this.#waiting.splice(place === -1 ? this.#waiting.length : place, 0, call);
  }

  remove(call: Call): void {
    const place = this.#waiting.indexOf(call);
    if (place !== -1) {
      this.#waiting.splice(place, 1);
    }
  }
}

/** Gives the calls that wait to the agents who are ready: the oldest call to who has been ready for longest. */
export function distribute(centre: ContactCentre): void {
  while (offerNext(centre));
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

/** Dialog ids count up. */
function byAge(one: Call, other: Call): number {
  return Number(one.dialogId) - Number(other.dialogId);
}

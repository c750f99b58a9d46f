import { GcError, type GcEvent, type ParameterValue } from '../protocol';
import type { DerivedEvent } from './derived-events';
import type { Outcome } from './outcome';
import type { Receipt } from './receipt';
import { Tracker, type TrackerOptions } from './tracker';

/**
 * What the client knows, and what its listeners know: the same where they get their events as they come; where these
 * wait in a queue, the listeners are behind, and what is derived for them comes of the queue's events alone.
 */
export class Knowledge {
  readonly live: Tracker;
  readonly #told: Tracker;

  constructor(options: TrackerOptions, isQueued: boolean) {
    this.live = new Tracker(options);
    this.#told = isQueued
      ? new Tracker(options, (agentId, dialogId) => this.live.calls.find(agentId, dialogId))
      : this.live;
  }

  /** Takes in what listeners are told, but not by the queue. Returns what is derived, live and for them. */
  find(event: GcEvent, at: number, isTold: boolean): { live: DerivedEvent[]; told: DerivedEvent[] } {
    const live = this.live.apply(event, at);
    const isSame = this.#told === this.live || !isTold;
    return { live, told: isSame ? live : this.#told.apply(event, at) };
  }

  /** Takes in what the queue has brought: it has happened when it was published. Returns what is derived. */
  takeQueued(event: GcEvent, { publishedAt, receivedAt }: Receipt): DerivedEvent[] {
    return this.#told.apply(event, publishedAt ?? receivedAt);
  }

  /** Lets time pass. Returns what is derived, live and for listeners. */
  pass(now: number): { live: DerivedEvent[]; told: DerivedEvent[] } {
    const live = this.live.pass(now);
    return { live, told: this.#told === this.live ? live : this.#told.pass(now) };
  }

  learnExtension(agentId: string, extension: ParameterValue | undefined): void {
    for (const { agents } of extension === undefined ? [] : this.#all()) {
      agents.learnExtension(agentId, String(extension));
    }
  }

  /** Whoever has asked for the members of a team knows of which; GC does not say it. */
  learnTeam(teamId: ParameterValue | undefined, result: Outcome | GcError): void {
    const event = result instanceof GcError ? undefined : result.event;
    if (teamId !== undefined && (event?.type === 'Agents' || event?.type === 'TeamUsersList')) {
      for (const tracker of this.#all()) {
        tracker.learnTeam(String(teamId), event);
      }
    }
  }

  #all(): Set<Tracker> {
    return new Set([this.live, this.#told]);
  }
}

import { isBusy } from '../../protocol';
import type { Agents } from '../model/agents';
import type { Calls, Leg } from '../model/calls';
import { checkNumber, timeFrom } from '../configuration';
import { checkCall } from './bring-back';
import type { GcSide } from './gc-side';

/** GC is not asked more often than this in one second. */
const mostPerSecond = 5;

/** By then GC has answered, or will not. */
const answerMs = 10_000;

/**
 * Asks GC for calls of which nothing was heard for long, or since the client began: the event that told their end may
 * have been lost. What GC answers is an event like any other; what it does not know is over.
 */
export class SilentCalls {
  readonly #silentMs: number;
  /** When a call was asked for last. */
  readonly #askedAt = new WeakMap<Leg, number>();
  readonly #stopping = new AbortController();

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(
    silentMs: number | undefined,
    private readonly known: { readonly agents: Agents; readonly calls: Calls },
    private readonly gc: GcSide,
    private readonly mayAsk: (leg: Leg) => boolean,
  ) {
    this.#silentMs = checkNumber('resyncMs', silentMs === undefined ? 300_000 : silentMs, timeFrom(1000));
  }

  /** To be called every second, with the time. */
  pass(now: number): void {
    const { calls } = this.known;
    const silent = [...calls.silentSince(now - this.#silentMs), ...calls.hintedSince(now - answerMs)];
    const due = silent.filter((leg) => this.#isDue(leg, now) && this.mayAsk(leg));
    for (const leg of due.slice(0, mostPerSecond)) {
      // Whatever goes wrong: it is its turn again later.
      this.#ask(leg)?.catch(() => undefined);
      this.#askedAt.set(leg, now);
    }
  }

  close(): void {
    this.#stopping.abort();
  }

  #isDue(leg: Leg, now: number): boolean {
    const waitMs = leg.dialogId === undefined ? answerMs : this.#silentMs;
    return now - this.#askedSince(leg) >= waitMs;
  }

  /** When a call was asked for that has stayed silent since. */
  #askedSince(leg: Leg): number {
    const askedAt = this.#askedAt.get(leg) ?? -Infinity;
    return askedAt >= leg.changedAt ? askedAt : -Infinity;
  }

  #ask(leg: Leg): Promise<unknown> | undefined {
    const { agentId, dialogId, isEndTold } = leg;
    const { signal } = this.#stopping;
    if (isEndTold) {
      return this.gc.ask('GetState', { agentId }, { signal }); // is it still wrapped up?
    }
    if (dialogId !== undefined) {
      return checkCall({ ...leg, dialogId }, this.gc, { signal });
    }
    // GC can tell all calls of an agent. One that it has not named then, and of which the state shows nothing, is over.
    if (this.#askedSince(leg) === -Infinity || isBusy(this.known.agents.get(agentId).state)) {
      return this.gc.ask('refresh', { agentId }, { signal });
    }
    this.known.calls.forget(leg);
    return undefined;
  }
}

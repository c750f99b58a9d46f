import type { Calls, Leg } from './calls';
import { checkNumber } from './configuration';
import { checkCall, type GcSide } from './recovery';

/** GC is not asked more often than this in one second. */
const mostPerSecond = 5;

/**
 * Asks GC for calls of which nothing was heard for long: the event that told their end may have been lost. What GC
 * answers is an event like any other; what it does not know is over.
 */
export class SilentCalls {
  readonly #silentMs: number;
  /** When a call was asked for that has stayed silent since. */
  readonly #askedAt = new WeakMap<Leg, number>();
  readonly #stopping = new AbortController();

  /** @throws {GcError} GC_INVALID_CONFIGURATION */
  constructor(
    silentMs: number,
    private readonly calls: Calls,
    private readonly gc: GcSide,
    private readonly mayAsk: (agentId: string) => boolean,
  ) {
    this.#silentMs = checkNumber('resyncMs', silentMs, 1000);
  }

  /** To be called every second, with the time. */
  pass(now: number): void {
    const due = this.calls
      .silentSince(now - this.#silentMs)
      .filter((leg) => now - (this.#askedAt.get(leg) ?? -Infinity) >= this.#silentMs && this.mayAsk(leg.agentId));
    for (const leg of due.slice(0, mostPerSecond)) {
      this.#ask(leg, now);
    }
  }

  close(): void {
    this.#stopping.abort();
  }

  #ask(leg: Leg, now: number): void {
    const { agentId, dialogId } = leg;
    const { signal } = this.#stopping;
    if (dialogId !== undefined) {
      // Whatever goes wrong: it is its turn again later.
      checkCall({ ...leg, dialogId }, this.gc, signal).catch(() => undefined);
    } else if (this.#askedAt.has(leg)) {
      this.calls.forget(leg);
    } else {
      this.gc.ask('refresh', { agentId }, { signal }).catch(() => undefined);
    }
    this.#askedAt.set(leg, now);
  }
}

/** Waiting times that double with each failure, with full jitter: anything between 0 and the current ceiling. */
export class Backoff {
  #failures = 0;

  constructor(private readonly bounds: { minMs: number; maxMs: number }) {}

  next(): number {
    const ceiling = Math.min(this.bounds.maxMs, this.bounds.minMs * 2 ** this.#failures);
    this.#failures += 1;
    return Math.round(Math.random() * ceiling);
  }

  reset(): void {
    this.#failures = 0;
  }
}

/** A waiting time of ±20 %, so that many clients do not come back at once. */
export function spread(ms: number): number {
  return Math.round(ms * (0.8 + 0.4 * Math.random()));
}

/** The wait for the next round of attempts. While it lasts, there is no second one. */
export class RetryTimer {
  readonly #backoff: Backoff;
  #waiting: { timer: NodeJS.Timeout; inMs: number } | undefined;

  constructor(bounds: { minMs: number; maxMs: number }) {
    this.#backoff = new Backoff(bounds);
  }

  /** Calls `retry` after `pauseMs`, or after the back-off where that is 0. Returns how long it takes. */
  start(pauseMs: number, retry: () => void): number {
    if (!this.#waiting) {
      const inMs = pauseMs || this.#backoff.next();
      this.#waiting = { inMs, timer: setTimeout(retry, inMs) };
    }
    return this.#waiting.inMs;
  }

  stop(): void {
    clearTimeout(this.#waiting?.timer);
    this.#waiting = undefined;
  }

  /** The next back-off begins anew. */
  reset(): void {
    this.#backoff.reset();
  }
}

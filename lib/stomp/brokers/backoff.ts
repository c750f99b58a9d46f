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

/** The sending of a command, which begins with this object. */
export class Sending {
  readonly sentAt = Date.now();
  /** As the time of sending, by the clock that nobody sets. */
  readonly #startedAt = performance.now();

  /** Milliseconds from sending until now. */
  get latencyMs(): number {
    return Math.round(performance.now() - this.#startedAt);
  }
}

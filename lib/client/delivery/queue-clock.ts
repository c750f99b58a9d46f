/** An event that the broker brings again may be older than the one in front of it by this much. */
const redeliveryMs = 60 * 60_000;

/**
 * Reads when events of a queue were published: by a clock of the broker, which may differ from ours, and may be set
 * while we listen. What is told is never later than now, and never long before the event in front of it.
 */
export class QueueClock {
  /** What is added to the broker's times. */
  #correctionMs = 0;
  #last = -Infinity;
  #lastNow = -Infinity;

  /** `now`: the steady clock's time, in milliseconds; so is what is returned. */
  read(publishedAt: number | undefined, now: number): number {
    if (publishedAt === undefined) {
      return now;
    }
    const at = publishedAt + this.#correctionMs;
    if (at > now) {
      this.#correctionMs = now - publishedAt;
    } else if (at < this.#last - redeliveryMs) {
      this.#correctionMs = this.#last + now - this.#lastNow - publishedAt; // as far behind as before
    }
    this.#last = publishedAt + this.#correctionMs;
    this.#lastNow = now;
    return this.#last;
  }
}

/** Time zones differ by multiples of this. */
const quarterMs = 15 * 60_000;

/** GC tells whole seconds, and its clock and ours agree to one. */
const nowMs = 2000;

/** How long it is believed what was learned. */
const learnedForMs = 60 * 60_000;

/**
 * Reads the times that GC tells: `yyyy-MM-dd HH:mm:ss`, without a zone. GC's documentation demands that its clients
 * have its time zone, and clocks that agree to the second; so the zone of this machine is taken, until an event that
 * has just happened shows another one (a container in UTC, say). How far the clocks differ beyond that stays as it is.
 */
export class GcClock {
  #zoneMs: number | undefined;
  #learnedAt = -Infinity;

  /** `text` is GC's time of something that has just happened. */
  learn(text: string | undefined, at: number): void {
    if (at - this.#learnedAt > learnedForMs || at < this.#learnedAt) {
      const time = asUtc(text);
      if (time !== undefined) {
        this.#zoneMs = Math.round((at - time) / quarterMs) * quarterMs;
        this.#learnedAt = at;
      }
    }
  }

  /** GC's time in milliseconds since 1970; what is told cannot be later than `at`. */
  read(text: string | undefined, at: number): number | undefined {
    const time = this.#read(text);
    return time === undefined ? undefined : Math.min(time, at);
  }

  /** Whether GC's time is about the same as this one. */
  isJustNow(text: string | undefined, at: number): boolean {
    const time = this.#read(text);
    return time !== undefined && Math.abs(at - time) <= nowMs;
  }

  #read(text: string | undefined): number | undefined {
    const time = asUtc(text);
    return time && time + (this.#zoneMs ?? new Date(time).getTimezoneOffset() * 60_000);
  }
}

const pattern = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)/;

function asUtc(text: string | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] = pattern.exec(text ?? '') ?? [];
  return year === undefined
    ? undefined
    : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

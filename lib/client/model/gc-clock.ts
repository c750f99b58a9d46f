import { machineZone, type Zone } from './gc-zone';

/** Time zones differ by multiples of this. */
const quarterMs = 15 * 60_000;

/** GC tells whole seconds, and its clock and ours agree to one. */
const nowMs = 2000;

/** What has just happened is told within this time. */
const freshMs = 5000;

/** Clocks differ by less than this, apart from their zones. */
const skewMs = 60_000;

/** No two zones are farther apart; a clock that is a day wrong is not either. */
const mostApartMs = 26 * 60 * 60_000;

/** For how long it is believed what was learned, at least. */
const learnedForMs = 60_000;

/**
 * Reads the times that GC tells: `yyyy-MM-dd HH:mm:ss`, without a zone. GC's documentation demands that its clients
 * have its time zone, and clocks that agree to the second; so this machine's zone is taken, until events show another
 * (a container in UTC, say):
 *
 * - A change that has just happened shows the zone for certain. (To go back by a zone takes two changes that agree, so
 *   that a single old time does no harm.)
 * - Until then, a time that is whole quarters of an hour ago, to within five seconds, is one of just now in another
 *   zone, unless a later time of GC is known with which that cannot be. One of a hundred agents who have been in their
 *   state for long is taken for one who has just come into it; the next change that is seen puts that right.
 * - No time is in the future: such a one shows a zone as well.
 *
 * How far the clocks differ beyond zones stays as it is. All times are ones of the steady clock, so that nothing
 * happens when somebody sets the machine's clock.
 */
export class GcClock {
  #zoneMs: number | undefined;
  #isCertain = false;
  #learnedAt = -Infinity;
  /** A zone farther west than the one that is believed, shown once. */
  #otherMs: number | undefined;
  /** The least by which GC's times were behind ours: its zone cannot be farther west. */
  #leastMs = Infinity;
  #revision = 0;

  /** `zone`: of GC, where somebody has said it. */
  constructor(private readonly zone?: Zone) {}

  /** Grows when the zone is another one: times that were read before are to be read again. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether times that are read now may have to be read again. */
  get isCertain(): boolean {
    return this.#isCertain || this.zone !== undefined;
  }

  /** `text` is GC's time of something that has just happened. */
  learn(text: string | undefined, at: number): void {
    if (this.zone !== undefined || (this.#isCertain && Math.abs(at - this.#learnedAt) < learnedForMs)) {
      return;
    }
    const local = asUtc(text);
    if (local === undefined) {
      return;
    }
    const shown = zoneShown(local, at);
    const isBelieved = !this.#isCertain || shown <= this.#zoneAt(local) || shown === this.#otherMs;
    this.#otherMs = shown;
    if (isBelieved) {
      this.#isCertain = true;
      this.#learnedAt = at;
      this.#leastMs = at - local;
      this.#believe(shown, local);
    }
  }

  /** GC's time in milliseconds since 1970; what is told cannot be later than `at`. */
  read(text: string | undefined, at: number): number | undefined {
    const local = asUtc(text);
    if (local === undefined) {
      return undefined;
    }
    this.#consider(local, at);
    return Math.min(local + this.#zoneAt(local), at);
  }

  /** Whether GC's time is about the same as this one. */
  isJustNow(text: string | undefined, at: number): boolean {
    const time = this.read(text, at + nowMs);
    return time !== undefined && Math.abs(at - time) <= nowMs;
  }

  /** Looks whether a time of GC, of something that may have happened long ago, shows its zone. */
  #consider(local: number, at: number): void {
    if (this.zone !== undefined) {
      return;
    }
    const behind = at - local;
    const age = behind - this.#zoneAt(local);
    if (Math.abs(age) > mostApartMs) {
      return;
    }
    this.#leastMs = Math.min(this.#leastMs, behind);
    if (age < -quarterMs / 2) {
      this.#believe(Math.floor((behind + skewMs) / quarterMs) * quarterMs, local);
    } else if (!this.#isCertain && this.#zoneMs === undefined && age >= quarterMs - freshMs) {
      this.#considerQuarters(behind, local);
    }
  }

  #considerQuarters(behind: number, local: number): void {
    const shown = zoneShown(0, behind);
    if (Math.abs(behind - shown) <= freshMs && shown <= this.#leastMs + skewMs) {
      this.#believe(shown, local);
    }
  }

  /** This machine's zone is kept as such: it knows when the clocks change. */
  #believe(zoneMs: number, local: number): void {
    const before = this.#zoneAt(local);
    this.#zoneMs = zoneMs === machineZone(local) ? undefined : zoneMs;
    if (before !== zoneMs) {
      this.#revision += 1;
    }
  }

  #zoneAt(local: number): number {
    return this.zone?.(local) ?? this.#zoneMs ?? machineZone(local);
  }
}

/** The zone that a local time of just now shows: what is to be added to it to get UTC, in milliseconds. */
export function zoneShown(local: number, at: number): number {
  return Math.round((at - local) / quarterMs) * quarterMs;
}

const pattern = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)/;

/** A local time of GC, read as if it were UTC, in milliseconds since 1970; undefined for what is none. */
export function asUtc(text: string | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] = pattern.exec(text ?? '') ?? [];
  return year === undefined
    ? undefined
    : Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

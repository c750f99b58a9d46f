import { ZonedTime } from '../common/zoned-time';
import { dayMs } from './days';

/** A clock on the wall in a time zone. Times that it shows are read as if they were UTC; all are in milliseconds. */
export class WallClock {
  readonly #time: ZonedTime;

  /** @throws {RangeError} for a name that is not one of a time zone. */
  constructor(timeZone: string | undefined) {
    this.#time = new ZonedTime(timeZone);
  }

  /** What it shows at a moment. */
  shownAt(moment: number): number {
    return this.#time.localAt(moment);
  }

  /** The day that it shows at a moment. */
  dayAt(moment: number): number {
    return Math.floor(this.shownAt(moment) / dayMs);
  }

  /** When it first shows a time; where it is put forward over that time, the moment at which it is. */
  firstMoment(shown: number): number {
    return this.#time.firstMomentOf(shown);
  }

  /** When it shows a time for the last time: it shows some twice when it is put back. */
  lastMoment(shown: number): number {
    return this.#time.momentsOf(shown).at(-1) ?? this.firstMoment(shown);
  }
}

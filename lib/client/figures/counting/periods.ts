import type { ZonedTime } from '../../../common/zoned-time';

/** A stretch of time: from its beginning up to, and without, its end, in milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** Divides time into periods that follow each other. */
export interface Periods {
  /** The period in which this moment is. */
  at(moment: number): Period;
}

/** Lengths of an interval: minutes, or a day from midnight to midnight. */
export const intervals = ['15', '30', '60', 'day'] as const;
export type Interval = (typeof intervals)[number];

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/**
 * Intervals on the clock of a time zone. An hour begins when the clock shows a full hour; the hour that the clock shows
 * twice is two intervals; a day is as long as it is, 23 to 25 hours. Where the clock is set within an interval, the
 * interval ends, and the next one begins.
 */
export class Intervals implements Periods {
  readonly #lengthMs: number;
  #last: Period = { from: 0, to: 0 };

  constructor(
    interval: Interval,
    private readonly zone: ZonedTime,
  ) {
    this.#lengthMs = interval === 'day' ? dayMs : Number(interval) * minuteMs;
  }

  at(moment: number): Period {
    if (moment < this.#last.from || moment >= this.#last.to) {
      this.#last = this.#lengthMs === dayMs ? this.#dayAt(moment) : this.#intervalAt(moment);
    }
    return this.#last;
  }

  #dayAt(moment: number): Period {
    const midnight = Math.floor(this.zone.localAt(moment) / dayMs) * dayMs;
    const from = this.zone.firstMomentOf(midnight);
    const to = this.zone.firstMomentOf(midnight + dayMs);
    return { from, to };
  }

  #intervalAt(moment: number): Period {
    const into = modulo(this.zone.localAt(moment), this.#lengthMs);
    const from = moment - into;
    const to = from + this.#lengthMs;
    return {
      from: this.#isSetBetween(from, moment) ? this.#changeBetween(from, moment) : from,
      to: this.#isSetBetween(moment, to) ? this.#changeBetween(moment, to) : to,
    };
  }

  /** Whether the clock is set between two moments, or at the second, so that the interval is cut. */
  #isSetBetween(from: number, to: number): boolean {
    return modulo(this.zone.offsetAt(from) - this.zone.offsetAt(to - 1), this.#lengthMs) !== 0;
  }

  #changeBetween(from: number, to: number): number {
    const before = this.zone.offsetAt(from);
    for (
      let quarter = Math.ceil(from / (15 * minuteMs)) * 15 * minuteMs;
      quarter < to;
      quarter += 15 * minuteMs
    ) {
      if (this.zone.offsetAt(quarter) !== before) {
        return quarter;
      }
    }
    return to;
  }
}

/** So many steps make up a rolling window: it moves by one of them. */
export const windowSteps = 60;

/** The steps of a rolling window. */
export class Steps implements Periods {
  readonly #stepMs: number;

  constructor(windowMinutes: number) {
    this.#stepMs = (windowMinutes * minuteMs) / windowSteps;
  }

  at(moment: number): Period {
    const from = Math.floor(moment / this.#stepMs) * this.#stepMs;
    return { from, to: from + this.#stepMs };
  }
}

/** A moment as the clock of a zone shows it, with the distance from UTC: `2025-10-26T02:00:00+02:00`. */
export function writtenMoment(moment: number, zone: ZonedTime): string {
  const offset = zone.offsetAt(moment);
  const local = new Date(moment + offset).toISOString().slice(0, 19);
  const minutes = Math.abs(offset) / minuteMs;
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${local}${offset < 0 ? '-' : '+'}${hours}:${String(Math.floor(minutes % 60)).padStart(2, '0')}`;
}

/** The part of a stretch of time that lies within a period, in milliseconds. */
export function overlap(from: number, to: number, period: Period): number {
  return Math.max(0, Math.min(to, period.to) - Math.max(from, period.from));
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

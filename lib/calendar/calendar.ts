import { dateOf, dayMs, weekdayOf, type Weekday } from './days';
import { minutesOfDay, type Span } from './spans';
import { WallClock } from './wall-clock';

/** The hours of a calendar. A date with an exception has its hours, one with a holiday has none, others have the week's. */
export interface CalendarRules {
  readonly week: Readonly<Partial<Record<Weekday, readonly Span[]>>>;
  readonly exceptions: readonly CalendarException[];
  readonly holidays: readonly Holiday[];
  /** IANA name such as `Europe/Berlin`; default: the time zone of this machine. */
  readonly timeZone?: string | undefined;
}

/** Hours of their own for one or several days. */
export interface CalendarException extends Days {
  /** None: closed. */
  readonly spans: readonly Span[];
  readonly name: string;
}

/** When a calendar is closed: for whole days, up to and with the last one, or from a moment to another. */
export type Holiday =
  ({ readonly name: string } & Days) | { readonly name: string; readonly from: number; readonly to: number };

/** Whether a calendar is open, and for how long. Times are in milliseconds since 1970. */
export interface Opening {
  readonly open: boolean;
  /** Since when this is so; absent where it has been for more than a year. */
  readonly since?: number;
  /** When it changes; absent where it does not within a year. */
  readonly until?: number;
  /** What says so: the hours of the week, an exception or a holiday. */
  readonly reason: 'week' | 'exception' | 'holiday';
  /** Of the exception or holiday. */
  readonly name?: string;
}

interface Period {
  readonly from: number;
  readonly to: number;
}

/** The time from one change to the next, found for a moment in it. */
interface Stretch {
  readonly at: number;
  readonly since: number | undefined;
  readonly until: number | undefined;
}

interface Days {
  readonly firstDay: number;
  readonly lastDay: number;
}

interface DayPlan {
  readonly reason: Opening['reason'];
  readonly name?: string;
  readonly spans: readonly Span[];
}

/** A change that is farther away is not looked for. */
const mostDays = 400;

/** So many days are kept that were worked out. */
const mostKeptDays = 1200;

const minuteMs = 60_000;

/** Says when something is open: a line, a team, the hours for calling customers. */
export class Calendar {
  readonly #clock: WallClock;
  readonly #periods = new Map<number, readonly Period[]>();
  /** The last stretch that was asked for. */
  #stretch: Stretch | undefined;

  /** @throws {RangeError} for a time zone that nobody knows. */
  constructor(private readonly rules: CalendarRules) {
    this.#clock = new WallClock(rules.timeZone);
  }

  /** Whether it is open at a moment. */
  isOpen(at: number): boolean {
    return this.#periodAt(at) !== undefined;
  }

  /** When it next opens or closes after a moment; undefined where it does not within a year. */
  nextChange(at: number): number | undefined {
    return this.#stretchAt(at).until;
  }

  /** Whether it is open at a moment, since when, until when, and why. */
  at(moment: number): Opening {
    const { since, until } = this.#stretchAt(moment);
    const { reason, name } = this.#reasonAt(moment);
    return {
      open: this.isOpen(moment),
      ...(since !== undefined && { since }),
      ...(until !== undefined && { until }),
      reason,
      ...(name !== undefined && { name }),
    };
  }

  /** A moment as the clocks there show it, such as `2026-12-24 18:00`. */
  show(moment: number): string {
    const shown = this.#clock.shownAt(moment);
    return `${dateOf(Math.floor(shown / dayMs))} ${new Date(shown).toISOString().slice(11, 16)}`;
  }

  #stretchAt(at: number): Stretch {
    const known = this.#stretch;
    if (known !== undefined && at >= (known.since ?? known.at) && at < (known.until ?? known.at + dayMs)) {
      return known;
    }
    const stretch = { at, since: this.#lastChange(at), until: this.#nextChange(at) };
    this.#stretch = stretch;
    return stretch;
  }

  #nextChange(at: number): number | undefined {
    const open = this.isOpen(at);
    const today = this.#clock.dayAt(at);
    for (let day = today - 1; day <= today + mostDays; day += 1) {
      const found = this.#edgesOf(day).find((edge) => edge > at && this.isOpen(edge) !== open);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  #lastChange(at: number): number | undefined {
    const open = this.isOpen(at);
    const today = this.#clock.dayAt(at);
    for (let day = today; day >= today - mostDays; day -= 1) {
      const found = this.#edgesOf(day)
        .filter((edge) => edge <= at && this.isOpen(edge - 1) !== open)
        .at(-1);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  /** Beginnings and ends of the day's open periods, in order. */
  #edgesOf(day: number): readonly number[] {
    return this.#periodsOf(day).flatMap(({ from, to }) => [from, to]);
  }

  #periodAt(at: number): Period | undefined {
    const day = this.#clock.dayAt(at);
    return [...this.#periodsOf(day), ...this.#periodsOf(day - 1)].find(
      ({ from, to }) => at >= from && at < to,
    );
  }

  /** When it is open in hours that begin on a day, in order. */
  #periodsOf(day: number): readonly Period[] {
    const known = this.#periods.get(day);
    if (known !== undefined) {
      return known;
    }
    if (this.#periods.size >= mostKeptDays) {
      this.#periods.clear();
    }
    const periods = this.#planOf(day)
      .spans.map((span) => this.#periodIn(day, span))
      .flatMap((period) => without(period, this.rules.holidays))
      .sort((one, other) => one.from - other.from);
    this.#periods.set(day, periods);
    return periods;
  }

  /** An exception or holiday counts from its midnight, even for hours that began the day before. */
  #periodIn(day: number, { from, to }: Span): Period {
    const endsWithDay = to > minutesOfDay && this.#planOf(day + 1).reason !== 'week';
    const end = endsWithDay ? minutesOfDay : to;
    const isMidnight = end % minutesOfDay === 0;
    return {
      from: this.#clock.firstMoment(day * dayMs + from * minuteMs),
      to: this.#clock[isMidnight ? 'firstMoment' : 'lastMoment'](day * dayMs + end * minuteMs),
    };
  }

  #planOf(day: number): DayPlan {
    const { week, exceptions, holidays } = this.rules;
    const isOn = ({ firstDay, lastDay }: Days) => firstDay <= day && day <= lastDay;
    const exception = exceptions.find(isOn);
    if (exception !== undefined) {
      return { reason: 'exception', name: exception.name, spans: exception.spans };
    }
    const holiday = holidays.find((each) => 'firstDay' in each && isOn(each));
    return holiday === undefined
      ? { reason: 'week', spans: week[weekdayOf(day)] ?? [] }
      : { reason: 'holiday', name: holiday.name, spans: [] };
  }

  #reasonAt(at: number): Pick<DayPlan, 'reason' | 'name'> {
    const day = this.#clock.dayAt(at);
    if (this.isOpen(at)) {
      const isToday = this.#periodsOf(day).some(({ from, to }) => at >= from && at < to);
      return this.#planOf(isToday ? day : day - 1);
    }
    const holiday = this.rules.holidays.find((each) => 'from' in each && at >= each.from && at < each.to);
    return holiday === undefined ? this.#planOf(day) : { reason: 'holiday', name: holiday.name };
  }
}

/** What is left of a period without the holidays of some hours. */
function without(period: Period, holidays: readonly Holiday[]): readonly Period[] {
  return holidays
    .filter((holiday) => 'from' in holiday)
    .reduce<readonly Period[]>(
      (left, holiday) =>
        left.flatMap(({ from, to }) =>
          [
            { from, to: Math.min(to, holiday.from) },
            { from: Math.max(from, holiday.to), to },
          ].filter((part) => part.from < part.to),
        ),
      [period].filter(({ from, to }) => from < to),
    );
}

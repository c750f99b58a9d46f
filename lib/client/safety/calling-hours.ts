import type { Opening } from '../../calendar';
import type { Phrase } from '../../common/phrase';
import { callsCustomer } from '../commands/command-kinds';
import { invalidOption } from '../configuration';
import type { AskedCommand, RuleRefusal, SafetyRule } from './rule';
import { listOf } from '../../common/phrase';
import { sayOfOption, sayOfRule, weekday } from '../phrases';

export type Day = (typeof days)[number];

/** When calls may be made, by the clock on the wall of a time zone. */
export interface CallingHours {
  /** Absent or empty: every day. */
  readonly days?: readonly Day[] | undefined;
  /** `H:MM` or `HH:MM`, from this minute on; default `0:00`. */
  readonly from?: string | undefined;
  /**
   * `H:MM` or `HH:MM`, up to this minute; default `24:00`. When it is not later than `from`, the hours go on over
   * midnight and belong to the day on which they began.
   */
  readonly to?: string | undefined;
  /** IANA name such as `Europe/Berlin`; default: the time zone of this machine. */
  readonly timeZone?: string | undefined;
}

/** Says whether customers may be called, such as a calendar with holidays. */
export interface CallingCalendar {
  /** For errors. */
  readonly name: string;
  /** False where its holidays are not known yet. */
  readonly isKnown: boolean;
  at(moment: number): Pick<Opening, 'open' | 'until' | 'name'>;
  /** A moment as the clocks of the calendar show it. */
  show(moment: number): string;
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const minutesOfDay = 24 * 60;

/**
 * Lets customers be called only at certain hours. Consulting and transferring go on: a call that is going on must not
 * be cut off by the clock.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the day, time or time zone.
 */
export function callingHours(hours: CallingHours): SafetyRule {
  const openDays = hours.days?.length ? hours.days.map(readDay) : days;
  const from = readTime(hours.from ?? '0:00');
  const to = readTime(hours.to ?? '24:00');
  const clock = wallClock(hours.timeZone);

  const isOpen = (day: Day, minute: number): boolean =>
    from < to
      ? openDays.includes(day) && minute >= from && minute < to
      : (openDays.includes(day) && minute >= from) || (openDays.includes(before(day)) && minute < to);

  return {
    check({ name }: AskedCommand): RuleRefusal | undefined {
      if (!callsCustomer(name)) {
        return undefined;
      }
      const { day, minute } = clock();
      return isOpen(day, minute)
        ? undefined
        : {
            code: 'GC_OUTSIDE_CALLING_HOURS',
            detail: sayOfRule('outsideHours', {
              day: weekday(day),
              time: showTime(minute),
              days: listOf(openDays.map((open) => weekday(open))),
              from: showTime(from),
              to: showTime(to),
            }),
          };
    },
  };
}

/**
 * As {@link callingHours}, by a calendar. Nobody is called while its holidays are not known, nor where there is no
 * calendar.
 */
export function callingCalendar(find: () => CallingCalendar | undefined): SafetyRule {
  return {
    check({ name }: AskedCommand): RuleRefusal | undefined {
      const calendar = find();
      const opening = calendar?.isKnown ? calendar.at(Date.now()) : undefined;
      return !callsCustomer(name) || opening?.open
        ? undefined
        : { code: 'GC_OUTSIDE_CALLING_HOURS', detail: whyClosed(calendar, opening) };
    },
  };
}

function whyClosed(
  calendar: CallingCalendar | undefined,
  opening: ReturnType<CallingCalendar['at']> | undefined,
): Phrase {
  if (calendar === undefined || opening === undefined) {
    return sayOfRule('holidaysUnknown', { calendar: calendar?.name ?? '' });
  }
  const values = { calendar: calendar.name, why: opening.name ?? '' };
  const { until } = opening;
  if (until === undefined) {
    return sayOfRule('calendarClosed', values);
  }
  const isNamed = opening.name !== undefined && opening.name !== '';
  return sayOfRule(isNamed ? 'calendarClosedFor' : 'calendarClosedUntil', {
    ...values,
    until: calendar.show(until),
  });
}

/** Tells the day and the minute of the day that it is there now. */
function wallClock(timeZone: string | undefined): () => { day: Day; minute: number } {
  const format = formatFor(timeZone);
  return () => {
    const parts = Object.fromEntries(format.formatToParts().map(({ type, value }) => [type, value]));
    return {
      day: readDay(String(parts['weekday']).toLowerCase()),
      minute: Number(parts['hour']) * 60 + Number(parts['minute']),
    };
  };
}

function formatFor(timeZone: string | undefined): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    });
  } catch {
    throw invalidOption(sayOfOption('timeZone', { given: String(timeZone) }));
  }
}

function readDay(given: string): Day {
  const day = days.find((known) => known === given);
  if (day === undefined) {
    throw invalidOption(sayOfOption('day', { given, days: days.join(', ') }));
  }
  return day;
}

function readTime(given: string): number {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(given.trim()) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  if (!(minute <= minutesOfDay)) {
    throw invalidOption(sayOfOption('time', { given }));
  }
  return minute;
}

function showTime(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}

function before(day: Day): Day {
  return days[(days.indexOf(day) + days.length - 1) % days.length] ?? day;
}

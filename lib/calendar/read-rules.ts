import type { Phrase } from '../common/phrase';
import { GcError } from '../protocol';
import { Calendar, type CalendarException, type Holiday } from './calendar';
import { dayOf, weekdays, type Weekday } from './days';
import { say } from './phrases';
import { spansIn, type Span } from './spans';

/** A calendar as people write it. */
export interface CalendarSettings {
  /** The hours of each day, such as `8:00-12:00, 13:00-17:30`; absent or empty: closed. */
  readonly week?: Readonly<Partial<Record<Weekday, string>>> | undefined;
  /** Days with hours of their own; the first that fits counts, and each goes before a holiday. */
  readonly exceptions?: readonly WrittenException[] | undefined;
  readonly holidays?: readonly Holiday[] | undefined;
  /** IANA name such as `Europe/Berlin`; default: the time zone of this machine. */
  readonly timeZone?: string | undefined;
}

export interface WrittenException {
  /** Such as `2026-12-24`. */
  readonly date: string;
  /** The last of several days; absent or empty: one day. */
  readonly until?: string | undefined;
  /** As for a day of the week; absent or empty: closed. */
  readonly hours?: string | undefined;
  readonly name?: string | undefined;
}

const mostExceptions = 1000;

/**
 * The calendar with these settings.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be read.
 */
export function readCalendar({
  week = {},
  exceptions = [],
  holidays = [],
  timeZone,
}: CalendarSettings): Calendar {
  if (exceptions.length > mostExceptions) {
    throw invalid(say('tooManyExceptions', { most: mostExceptions }));
  }
  const rules = {
    week: Object.fromEntries(weekdays.map((day) => [day, hoursIn(week[day] ?? '', day)])),
    exceptions: exceptions.map(readException),
    holidays,
    timeZone,
  };
  try {
    return new Calendar(rules);
  } catch {
    throw invalid(say('timeZone', { given: String(timeZone) }));
  }
}

function readException({ date, until = '', hours = '', name = '' }: WrittenException): CalendarException {
  const firstDay = dayIn(date);
  const lastDay = until === '' ? firstDay : dayIn(until);
  if (lastDay < firstDay) {
    throw invalid(say('dates', { name: name === '' ? date : name }));
  }
  return { firstDay, lastDay, spans: hoursIn(hours, date), name };
}

function dayIn(date: string): number {
  const day = dayOf(date);
  if (day === undefined) {
    throw invalid(say('date', { given: date }));
  }
  return day;
}

function hoursIn(given: string, of: string): readonly Span[] {
  const spans = spansIn(given);
  if (spans === undefined) {
    throw invalid(say('hours', { given, of }));
  }
  return spans;
}

function invalid(detail: Phrase): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail });
}

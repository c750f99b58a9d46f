import { CalendarProblem, readCalendar, readUrl, weekdays } from '../../calendar';
import type { CalendarSettings, IcsAddress, WrittenException } from '../../calendar';
import { invalid, numberOr, oneOf, textOf, type SavedField } from '../fields/config-fields';
import { fieldNames } from '../language/field-names';
import { say } from '../language/phrases';

/** What the dialog of gc-calendar saves. */
export interface CalendarConfig {
  timeZone?: string;
  /** The hours of each day, such as `8:00-12:00, 13:00-17:30`. */
  week?: Readonly<Record<string, unknown>>;
  exceptions?: readonly Readonly<Partial<Record<keyof WrittenException, unknown>>>[];
  /** Where the holidays are. */
  holidays?: string;
  url?: string;
  file?: string;
  /** Hours. */
  refresh?: SavedField;
}

export interface CalendarCredentials {
  user?: string;
  password?: string;
}

/** Where an iCalendar file with holidays is. */
export type HolidaySource =
  | ({ readonly kind: 'url' } & IcsAddress)
  | { readonly kind: 'file'; readonly folder: string; readonly file: string };

/** The hours of a calendar, and where its holidays come from. */
export interface CalendarPlan {
  readonly settings: CalendarSettings;
  /** Absent where all is written by hand. */
  readonly source?: HolidaySource | undefined;
  readonly refreshMs: number;
}

/** @throws {GcError} GC_INVALID_CONFIGURATION, naming the field. */
export function readCalendarPlan(
  config: CalendarConfig,
  credentials: CalendarCredentials,
  userDir: string | undefined,
): CalendarPlan {
  const settings = {
    week: Object.fromEntries(weekdays.map((day) => [day, textOf('week', config.week?.[day]) ?? ''])),
    exceptions: (config.exceptions ?? []).map((exception) => ({
      date: textOf('exceptions', exception.date) ?? '',
      until: textOf('exceptions', exception.until),
      hours: textOf('exceptions', exception.hours),
      name: textOf('exceptions', exception.name),
    })),
    timeZone: textOf('timeZone', config.timeZone),
  };
  readCalendar(settings);
  return {
    settings,
    source: readSource(config, credentials, userDir),
    refreshMs: 3_600_000 * numberOr(24, 'refresh', config.refresh, [0.1, 168]),
  };
}

/** @throws {GcError} GC_INVALID_CONFIGURATION */
export function readSource(
  config: CalendarConfig,
  { user, password }: CalendarCredentials,
  userDir: string | undefined,
): HolidaySource | undefined {
  switch (oneOf('holidays', config.holidays, ['none', 'url', 'file'])) {
    case 'none':
      return undefined;
    case 'url': {
      const url = textOf('url', config.url) ?? '';
      checkUrl(url);
      return { kind: 'url', url, user: user?.trim(), password };
    }
    case 'file': {
      const file = textOf('calendarFile', config.file);
      if (file === undefined) {
        throw invalid(say('isMissing', { what: fieldNames('calendarFile') }));
      }
      return { kind: 'file', folder: userDir ?? '.', file };
    }
  }
}

/** The error does not have the address in it. */
function checkUrl(url: string): void {
  try {
    readUrl(url);
  } catch (error) {
    throw error instanceof CalendarProblem ? invalid(error.phrase) : error;
  }
}

/** What of an iCalendar file is wanted. */
export interface Wanted {
  /** Entries that end before, or begin after, are left out: days since 1970. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** For times without a zone of their own. */
  readonly timeZone?: string | undefined;
}

/** More entries than this, in the days that are wanted, are no holidays. */
export const mostHolidays = 3000;

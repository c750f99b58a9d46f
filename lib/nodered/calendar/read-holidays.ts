import { dayMs, fetchIcs, holidaysIn, readIcsFile, type Holiday } from '../../calendar';
import type { HolidaySource } from './calendar-plan';

/** The days whose holidays are kept, counted from today. */
const daysBefore = 31;
const daysAfter = 2 * 366;

/** Reads the holidays. Rejects with {@link CalendarProblem} where they cannot be read, or when the signal aborts. */
export async function readHolidays(
  source: HolidaySource,
  timeZone: string | undefined,
  signal: AbortSignal,
): Promise<readonly Holiday[]> {
  const text =
    source.kind === 'url' ? await fetchIcs(source, signal) : await readIcsFile(source.folder, source.file);
  const today = Math.floor(Date.now() / dayMs);
  return holidaysIn(text, { firstDay: today - daysBefore, lastDay: today + daysAfter, timeZone }, signal);
}

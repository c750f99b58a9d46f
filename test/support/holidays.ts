import { readFileSync } from 'node:fs';
import path from 'node:path';
import { dayMs, type Holiday } from '../../lib/calendar';

/** The text of a file in `test/fixtures/calendars`. */
export function calendarFile(name: string): string {
  return readFileSync(path.join(__dirname, '..', 'fixtures', 'calendars', name), 'utf8');
}

/** Holidays as a person reads them, in UTC: `2024-12-25 to 2024-12-26: Christmas`. */
export function shownHolidays(holidays: readonly Holiday[]): string[] {
  const iso = (time: number, length: number) => new Date(time).toISOString().slice(0, length);
  return holidays.map((holiday) => {
    const [from, to] =
      'from' in holiday
        ? [iso(holiday.from, 16), iso(holiday.to, 16)]
        : [iso(holiday.firstDay * dayMs, 10), iso(holiday.lastDay * dayMs, 10)];
    return `${from} to ${to}: ${holiday.name}`;
  });
}

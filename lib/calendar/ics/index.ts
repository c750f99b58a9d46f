export { CalendarProblem } from './calendar-problem';
export { fetchIcs, readUrl, type IcsAddress } from './fetch-ics';
export { holidaysIn } from './holidays-in';
export { readIcsFile } from './read-ics-file';
export { mostHolidays, type Wanted } from './wanted';

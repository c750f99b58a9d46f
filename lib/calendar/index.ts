export { Calendar } from './calendar';
export type { CalendarException, CalendarRules, Holiday, Opening } from './calendar';
export { dayMs, weekdays, type Weekday } from './days';
export { CalendarProblem, fetchIcs, holidaysIn, mostHolidays, readIcsFile, readUrl } from './ics';
export type { IcsAddress, Wanted } from './ics';
export { readCalendar, type CalendarSettings, type WrittenException } from './read-rules';

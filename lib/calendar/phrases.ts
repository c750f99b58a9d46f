import { phrasebook } from '../common/phrase';

/** What is wrong with the hours of a calendar, or with the file that has its holidays. */
export const say = phrasebook('calendar', {
  hours: 'the hours "__given__" of __of__ must be like "8:00-12:00, 13:00-17:30", and may not overlap',
  date: 'the date "__given__" must be like 2026-12-24',
  dates: 'the last day of "__name__" must not be before its first day',
  tooManyExceptions: 'a calendar can have at most __most__ exceptions',
  timeZone: 'the time zone "__given__" is not known; write it like "Europe/Berlin"',
  notACalendar: 'it is not an iCalendar file',
  entry: 'the entry "__name__" cannot be read',
  tooManyHolidays: 'it has more than __most__ entries',
  tooManyRecurrences: 'its entries recur too often',
  tooSlow: 'reading it took more than __seconds__ s',
  tooMuchMemory: 'reading it took more than __megabytes__ MB of memory',
  tooLarge: 'it is larger than __megabytes__ MB',
  noAnswer: 'the server did not answer within __seconds__ s',
  status: 'the server answered with status __status__',
  unreachable: 'the server cannot be reached (__code__)',
  unreachableByProxy: 'the server cannot be reached through the proxy (__code__)',
  proxyStatus: 'the proxy answered with status __status__',
  proxyAddress: 'the proxy address in the environment of Node-RED must begin with http:// or https://',
  tooManyRedirects: 'the server redirected the request more than __most__ times',
  notHttp: 'the address must begin with http:// or https://',
  loginInAddress: 'the address has a user or password in it',
  outsideUserDir: 'the file must be in the user directory of Node-RED',
  fileFails: 'the file cannot be read (__code__)',
  ended: 'the calendar was closed',
});

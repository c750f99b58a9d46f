import { calendarFile } from '../support/holidays';
import { mutate, swell } from './mutate';
import type { Random } from './random';

const files = ['holidays.ics', 'google.ics', 'outlook.ics', 'government.ics'].map(calendarFile);

const dates = [
  ...['20240101', '20240229', '20230229', '20241332', '00000000', '99991231', '19700101', '', 'x', '-1'],
  ...['20240331T023000', '20241027T023000Z', '20240101T240000', '20240101T999999', '2024-01-01T00:00:00'],
];
const frequencies = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY', 'NEVER', ''];
const parts = [
  ...['INTERVAL=0', 'INTERVAL=-1', 'INTERVAL=400', 'COUNT=0', 'COUNT=1', 'COUNT=999999999', 'UNTIL=20240601'],
  ...[
    'UNTIL=x',
    'BYDAY=MO',
    'BYDAY=-1SU',
    'BYDAY=99XX',
    'BYDAY=',
    'BYMONTH=2',
    'BYMONTH=13',
    'BYMONTHDAY=31',
  ],
  ...['BYMONTHDAY=-31', 'BYYEARDAY=366', 'BYWEEKNO=53', 'BYSETPOS=-1', 'BYHOUR=24', 'WKST=XX', 'FREQ=DAILY'],
];
const zones = [
  '',
  ';TZID=Europe/Berlin',
  ';TZID=W. Europe Standard Time',
  ';TZID=Nowhere',
  ';TZID="',
  ';TZID=',
];
const types = ['', ';VALUE=DATE', ';VALUE=DATE-TIME', ';VALUE=PERIOD', ';VALUE=NONE', ';__proto__=1', ';;'];
const durations = ['P1D', '-P1D', 'PT0S', 'P99999999W', 'P', 'PT', '1D', ''];
const texts = ['Easter', '', '\\n\\,\\;\\', '"', ':', ';', '__proto__', '\0', '😀', 'CANCELLED', 'TRUE'];

/** A file with entries of which each has any properties with any values, or a published one that was changed. */
export function strangeCalendar(random: Random): string {
  return random.next() < 0.5
    ? mutate(random, random.pick(files))
    : mutate(random, calendar(...several(random, 5, () => component(random, 2))));
}

/** About so many characters: what is large, deep, or works on for long. */
export function largeCalendar(random: Random, characters: number): string {
  const repeat = (text: string) => text.repeat(Math.ceil(characters / text.length));
  const day = 'DTSTART;VALUE=DATE:20240101';
  return random.pick([
    () => swell(random, mutate(random, random.pick(files)), characters),
    () => entry(day, `SUMMARY:${repeat('x')}`),
    () => entry(day, `SUMMARY:${repeat('x\r\n ')}`),
    () => entry(day, `SUMMARY${repeat(';X="a:b"')}:x`),
    () => entry(day, `RDATE;VALUE=DATE:${repeat('20240101,')}20240102`),
    () => entry(day, 'RRULE:FREQ=DAILY', `EXDATE;VALUE=DATE:${repeat('20240101,')}20240102`),
    () => entry(day, `RRULE:FREQ=YEARLY;BYMONTHDAY=${repeat('1,')}1`),
    () => entry(day, repeat('RRULE:FREQ=SECONDLY\r\n')),
    () => entry('DTSTART:19700101T000000Z', 'RRULE:FREQ=SECONDLY'),
    () => entry(day, 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31'),
    () => calendar(repeat('BEGIN:VEVENT\r\n')),
    () => calendar(repeat('BEGIN:VEVENT\r\nEND:VEVENT\r\n')),
    () => calendar(repeat(`BEGIN:VEVENT\r\nUID:1\r\n${day}\r\nRECURRENCE-ID:20240101\r\nEND:VEVENT\r\n`)),
    () => calendar(repeat(`BEGIN:VEVENT\r\nUID:1\r\n${day}\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n`)),
    () => repeat('BEGIN:VCALENDAR\r\n'),
    () => repeat('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
    () => calendar(zone('RRULE:FREQ=SECONDLY'), zoned()),
    () => calendar(repeat(`${zone('RRULE:FREQ=YEARLY')}\r\n`), zoned()),
    () => repeat('\r\n '),
    () => repeat('\0'),
  ])();
}

function calendar(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

function entry(...lines: readonly string[]): string {
  return calendar('BEGIN:VEVENT', ...lines, 'END:VEVENT');
}

function zone(rule: string): string {
  const changes = [`DTSTART:16010101T000000`, 'TZOFFSETFROM:+0100', 'TZOFFSETTO:+9999', rule];
  const lines = ['BEGIN:STANDARD', ...changes, 'END:STANDARD'];
  return ['BEGIN:VTIMEZONE', 'TZID:Nowhere', ...lines, 'END:VTIMEZONE'].join('\r\n');
}

function zoned(): string {
  return 'BEGIN:VEVENT\r\nDTSTART;TZID=Nowhere:20240101T080000\r\nEND:VEVENT';
}

function component(random: Random, levels: number): string {
  const name = random.pick(['VEVENT', 'VEVENT', 'VEVENT', 'VTIMEZONE', 'STANDARD', 'VALARM', 'VTODO', '']);
  const inner = levels > 0 && random.next() < 0.3 ? [component(random, levels - 1)] : [];
  return [`BEGIN:${name}`, ...several(random, 8, () => property(random)), ...inner, `END:${name}`].join(
    '\r\n',
  );
}

function property(random: Random): string {
  const time = () => `${random.pick(types)}${random.pick(zones)}:${random.pick(dates)}`;
  return random.pick([
    () => `DTSTART${time()}`,
    () => 'DTSTART;VALUE=DATE:20240101',
    () => 'UID:1',
    () => `DTEND${time()}`,
    () => `RECURRENCE-ID${random.pick(['', ';RANGE=THISANDFUTURE'])}${time()}`,
    () => `RDATE${time()},${random.pick(dates)}`,
    () => `EXDATE${time()}`,
    () => `DURATION:${random.pick(durations)}`,
    () => `RRULE:FREQ=${random.pick(frequencies)}${random.next() < 0.7 ? `;${random.pick(parts)}` : ''}`,
    () => `${random.pick(['TZOFFSETFROM', 'TZOFFSETTO'])}:${random.pick(['+0100', '-9999', '', 'x'])}`,
    () => `TZID:${random.pick(texts)}`,
    () => `${random.pick(['SUMMARY', 'STATUS', 'UID', 'X-OWN'])}${random.pick(types)}:${random.pick(texts)}`,
  ])();
}

function several(random: Random, most: number, make: () => string): string[] {
  return Array.from({ length: random.below(most + 1) }, make);
}

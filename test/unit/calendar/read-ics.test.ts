import assert from 'node:assert/strict';
import { dayMs, holidaysIn, readCalendar } from '../../../lib/calendar';
import { calendarFile, shownHolidays } from '../../support/holidays';

const file = calendarFile('holidays.ics');

const year2024 = {
  firstDay: Date.UTC(2024, 0, 1) / dayMs,
  lastDay: Date.UTC(2024, 11, 31) / dayMs,
  timeZone: 'Europe/Berlin',
};

const never = new AbortController().signal;

/** An iCalendar file with these lines in its only entry. */
function entry(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}

describe('an iCalendar file', () => {
  it('is read with recurrences, exceptions, time zones and folded lines', async () => {
    const holidays = await holidaysIn(file, year2024, never);
    assert.deepEqual(
      shownHolidays(holidays).filter((line) => !line.endsWith(': Team meeting')),
      [
        "2024-01-01 to 2024-01-01: New Year's Day",
        '2024-01-18T13:00 to 2024-01-18T14:00: Team meeting (moved)',
        '2024-03-11T16:00 to 2024-03-11T17:00: Call with the head office',
        '2024-03-29 to 2024-03-29: Good Friday',
        '2024-06-12T06:00 to 2024-06-12T08:00: Fire drill',
        '2024-11-28 to 2024-11-28: Thanksgiving',
        '2024-12-25 to 2024-12-26: Christmas Day and the second day of Christmas, on three folded lines',
      ],
    );
    const meetings = shownHolidays(holidays).filter((line) => line.endsWith(': Team meeting'));
    assert.deepEqual(meetings.slice(0, 3), [
      '2024-01-04T08:00 to 2024-01-04T09:00: Team meeting',
      '2024-02-01T08:00 to 2024-02-01T09:00: Team meeting',
      '2024-02-08T08:00 to 2024-02-08T09:00: Team meeting',
    ]);
    // In summer time, and until the end of April.
    assert.equal(meetings.at(-1), '2024-04-25T07:00 to 2024-04-25T08:00: Team meeting');
    assert.equal(meetings.length, 14);
  });

  it('closes a calendar', async () => {
    const holidays = await holidaysIn(file, year2024, never);
    const calendar = readCalendar({
      week: { wed: '8-18', thu: '8-18' },
      holidays,
      timeZone: 'Europe/Berlin',
    });
    assert.deepEqual(
      ['2024-12-25T10:00Z', '2024-12-26T10:00Z', '2024-12-18T10:00Z', '2024-02-01T08:30Z'].map((time) =>
        calendar.isOpen(Date.parse(time)),
      ),
      [false, false, true, false],
    );
  });

  it('may have other line ends, a byte order mark, and several calendars', async () => {
    const two = `\uFEFF${entry('DTSTART;VALUE=DATE:20240501', 'SUMMARY:May Day')}${entry(
      'DTSTART;VALUE=DATE:20241003',
      'SUMMARY:Unity Day',
    )}`.replaceAll('\r\n', '\n');
    assert.deepEqual(shownHolidays(await holidaysIn(two, year2024, never)), [
      '2024-05-01 to 2024-05-01: May Day',
      '2024-10-03 to 2024-10-03: Unity Day',
    ]);
  });

  it('may change a time of an entry that is not in it', async () => {
    const moved = entry(
      'UID:1',
      'RECURRENCE-ID;VALUE=DATE:20240501',
      'DTSTART;VALUE=DATE:20240502',
      'SUMMARY:Moved',
    );
    assert.deepEqual(shownHolidays(await holidaysIn(moved, year2024, never)), [
      '2024-05-02 to 2024-05-02: Moved',
    ]);
  });

  describe('is refused', () => {
    const often = entry('DTSTART:19700101T000000Z', 'RRULE:FREQ=SECONDLY', 'SUMMARY:Often');
    const impossible = entry(
      'DTSTART;VALUE=DATE:20240101',
      'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31',
      'SUMMARY:Never',
    );
    const many = Array.from({ length: 3001 }, (_, index) =>
      ['BEGIN:VEVENT', `UID:${index}`, 'DTSTART;VALUE=DATE:20240501', 'SUMMARY:x', 'END:VEVENT'].join('\r\n'),
    );
    for (const [what, text, said] of [
      ['as a page of HTML', '<!doctype html><html></html>', /not an iCalendar file/],
      ['when it is empty', '', /not an iCalendar file/],
      ['when it is cut off', file.slice(0, 900), /not an iCalendar file/],
      ['as a contact', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:x\r\nEND:VCARD\r\n', /not an iCalendar file/],
      ['as NUL bytes', '\0'.repeat(100_000), /not an iCalendar file/],
      ['with entries in entries without end', 'BEGIN:VCALENDAR\r\n'.repeat(50_000), /not an iCalendar file/],
      ['with an entry without a beginning', entry('SUMMARY:Nothing'), /"Nothing" cannot be read/],
      ['with an entry each second', often, /recur too often/],
      [
        'with more entries than holidays can be',
        `BEGIN:VCALENDAR\r\n${many.join('\r\n')}\r\nEND:VCALENDAR`,
        /3000/,
      ],
    ] as const) {
      it(what, async () => {
        await assert.rejects(holidaysIn(text, year2024, never), { message: said });
      });
    }

    it('with a rule that takes for ever to work out, while everything else goes on', async () => {
      let beats = 0;
      const beating = setInterval(() => (beats += 1), 20);
      const reading = holidaysIn(impossible, year2024, never);
      await assert.rejects(reading, { message: /more than (10 s|128 MB)/ }).finally(() => {
        clearInterval(beating);
      });
      assert.ok(beats > 0);
    });

    it('when nobody wants it any more', async () => {
      const closing = new AbortController();
      const reading = holidaysIn(impossible, year2024, closing.signal);
      closing.abort();
      await assert.rejects(reading, { message: /was closed/ });
    });
  });
});

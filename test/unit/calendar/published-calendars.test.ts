import assert from 'node:assert/strict';
import { dayMs, holidaysIn, readCalendar, type Calendar } from '../../../lib/calendar';
import { calendarFile, shownHolidays } from '../../support/holidays';

const never = new AbortController().signal;

const wanted = {
  firstDay: Date.UTC(2024, 0, 1) / dayMs,
  lastDay: Date.UTC(2025, 11, 31) / dayMs,
};

/** As it is published: with folded lines, CRLF, properties of its own, and what else its maker puts into it. */
const published = [
  {
    file: 'google.ics',
    timeZone: 'Europe/Berlin',
    holidays: [
      // Summer time begins between the fourth and the fifth of them; one is excepted, one cancelled.
      '2024-03-04T07:30 to 2024-03-04T08:15: Team-Besprechung',
      '2024-03-11T07:30 to 2024-03-11T08:15: Team-Besprechung',
      '2024-04-01T06:30 to 2024-04-01T07:15: Team-Besprechung',
      '2024-05-20 to 2024-05-20: Pfingstmontag',
      '2024-08-15 to 2024-08-15: Mariä Himmelfahrt (regionaler Feiertag)',
      '2024-12-25 to 2024-12-25: Erster Weihnachtstag',
      '2024-12-26 to 2024-12-26: Zweiter Weihnachtstag',
    ],
  },
  {
    file: 'outlook.ics',
    timeZone: 'America/New_York',
    holidays: [
      // On the clock of its own zone, which is put forward on the second day.
      '2024-03-30T12:00 to 2024-03-30T16:00: Umzug der Anlage',
      '2024-03-31T11:00 to 2024-03-31T15:00: Umzug der Anlage',
      '2024-04-01T11:00 to 2024-04-01T15:00: Umzug der Anlage',
      '2024-06-04T22:00 to 2024-06-05T22:00: Betriebsausflug',
      '2024-12-24 to 2025-01-01: Betriebsferien, alle Standorte',
    ],
  },
  {
    file: 'government.ics',
    timeZone: 'Europe/London',
    holidays: [
      '2024-01-01 to 2024-01-01: New Year’s Day',
      '2024-03-29 to 2024-04-01: Good Friday to Easter Monday',
      '2024-05-27 to 2024-05-27: Spring bank holiday',
      '2024-08-26 to 2024-08-26: Summer bank holiday',
      '2024-11-20 to 2024-11-20: Day of Prayer and Repentance',
      '2024-12-25 to 2024-12-26: Christmas Day and Boxing Day',
      '2025-01-01 to 2025-01-01: New Year’s Day',
      '2025-05-26 to 2025-05-26: Spring bank holiday',
      '2025-08-25 to 2025-08-25: Summer bank holiday',
      '2025-11-19 to 2025-11-19: Day of Prayer and Repentance',
    ],
  },
] as const;

async function calendarWith(file: string, timeZone: string, hours: string): Promise<Calendar> {
  const holidays = await holidaysIn(calendarFile(file), { ...wanted, timeZone }, never);
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  return readCalendar({ week: Object.fromEntries(days.map((day) => [day, hours])), holidays, timeZone });
}

/** The calendar at a moment, with times in UTC. */
function at(calendar: Calendar, moment: string): Record<string, unknown> {
  const { open, since = 0, until = 0, name } = calendar.at(Date.parse(moment));
  const iso = (time: number) => new Date(time).toISOString().slice(0, 16);
  return { open, since: iso(since), until: iso(until), name };
}

describe('a published calendar', () => {
  for (const { file, timeZone, holidays } of published) {
    it(`in the form of ${file} is read`, async () => {
      const read = await holidaysIn(calendarFile(file), { ...wanted, timeZone }, never);
      assert.deepEqual(shownHolidays(read), holidays);
    });
  }

  it('closes for its days from midnight to midnight on the clock there', async () => {
    const calendar = await calendarWith('government.ics', 'Europe/London', '8-18');
    // In the middle of Easter, the clock is put forward.
    assert.deepEqual(at(calendar, '2024-03-30T12:00Z'), {
      open: false,
      since: '2024-03-28T18:00',
      until: '2024-04-02T07:00',
      name: 'Good Friday to Easter Monday',
    });
  });

  it('ends a night at the midnight before a holiday, and the next one begins after it', async () => {
    const calendar = await calendarWith('google.ics', 'Europe/Berlin', '22-6');
    assert.equal(at(calendar, '2024-12-24T22:30Z')['until'], '2024-12-24T23:00');
    assert.deepEqual(at(calendar, '2024-12-26T12:00Z'), {
      open: false,
      since: '2024-12-24T23:00',
      until: '2024-12-27T21:00',
      name: 'Zweiter Weihnachtstag',
    });
  });

  it('closes for the hours of an entry, before and after a change of the clock', async () => {
    const calendar = await calendarWith('google.ics', 'Europe/Berlin', '8-18');
    for (const [moment, since, until] of [
      ['2024-03-11T07:45Z', '2024-03-11T07:30', '2024-03-11T08:15'],
      ['2024-04-01T06:45Z', '2024-04-01T06:30', '2024-04-01T07:15'],
    ] as const) {
      assert.deepEqual(at(calendar, moment), { open: false, since, until, name: 'Team-Besprechung' });
    }
    // Excepted, and cancelled.
    assert.equal(calendar.isOpen(Date.parse('2024-03-18T07:45Z')), true);
    assert.equal(calendar.isOpen(Date.parse('2024-03-25T07:45Z')), true);
  });
});

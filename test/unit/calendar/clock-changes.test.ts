import assert from 'node:assert/strict';
import { readCalendar } from '../../../lib/calendar';
import { WallClock } from '../../../lib/calendar/wall-clock';

const everyDay = (hours: string) => ({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
  sat: hours,
  sun: hours,
});

interface Change {
  readonly zone: string;
  readonly what: string;
  readonly hours: string;
  /** In the day of the change, in UTC. */
  readonly within: string;
  readonly opens: string;
  readonly closes: string;
  readonly openHours: number;
}

/** Each worked out by hand from the published dates of the changes. */
const changes: readonly Change[] = [
  // Forward at 02:00 (01:00 UTC), back at 03:00 (01:00 UTC).
  {
    zone: 'Europe/Berlin',
    what: 'forward within a night',
    hours: '22:00-06:00',
    within: '2024-03-31T00:30Z',
    opens: '2024-03-30T21:00Z',
    closes: '2024-03-31T04:00Z',
    openHours: 7,
  },
  {
    zone: 'Europe/Berlin',
    what: 'forward over the beginning',
    hours: '02:30-12:00',
    within: '2024-03-31T02:00Z',
    opens: '2024-03-31T01:00Z',
    closes: '2024-03-31T10:00Z',
    openHours: 9,
  },
  {
    zone: 'Europe/Berlin',
    what: 'forward over the end',
    hours: '00:30-02:30',
    within: '2024-03-31T00:00Z',
    opens: '2024-03-30T23:30Z',
    closes: '2024-03-31T01:00Z',
    openHours: 1.5,
  },
  {
    zone: 'Europe/Berlin',
    what: 'back within a night',
    hours: '22:00-06:00',
    within: '2024-10-27T00:30Z',
    opens: '2024-10-26T20:00Z',
    closes: '2024-10-27T05:00Z',
    openHours: 9,
  },
  {
    zone: 'Europe/Berlin',
    what: 'back over the beginning: the first time counts',
    hours: '02:30-12:00',
    within: '2024-10-27T01:10Z',
    opens: '2024-10-27T00:30Z',
    closes: '2024-10-27T11:00Z',
    openHours: 10.5,
  },
  {
    zone: 'Europe/Berlin',
    what: 'back over the end: the last time counts',
    hours: '00:30-02:30',
    within: '2024-10-27T00:45Z',
    opens: '2024-10-26T22:30Z',
    closes: '2024-10-27T01:30Z',
    openHours: 3,
  },
  // Forward at 02:00 (07:00 UTC), back at 02:00 (06:00 UTC).
  {
    zone: 'America/New_York',
    what: 'forward within a night',
    hours: '22:00-06:00',
    within: '2024-03-10T06:30Z',
    opens: '2024-03-10T03:00Z',
    closes: '2024-03-10T10:00Z',
    openHours: 7,
  },
  {
    zone: 'America/New_York',
    what: 'back within a night',
    hours: '22:00-06:00',
    within: '2024-11-03T05:30Z',
    opens: '2024-11-03T02:00Z',
    closes: '2024-11-03T11:00Z',
    openHours: 9,
  },
  // By half an hour: forward at 02:00 (15:30 UTC the day before), back at 02:00 (15:00 UTC the day before).
  {
    zone: 'Australia/Lord_Howe',
    what: 'forward by half an hour',
    hours: '22:00-06:00',
    within: '2024-10-05T15:00Z',
    opens: '2024-10-05T11:30Z',
    closes: '2024-10-05T19:00Z',
    openHours: 7.5,
  },
  {
    zone: 'Australia/Lord_Howe',
    what: 'back by half an hour',
    hours: '22:00-06:00',
    within: '2024-04-06T15:10Z',
    opens: '2024-04-06T11:00Z',
    closes: '2024-04-06T19:30Z',
    openHours: 8.5,
  },
  {
    zone: 'Australia/Lord_Howe',
    what: 'back over the end: the last time counts',
    hours: '00:00-01:45',
    within: '2024-04-06T15:10Z',
    opens: '2024-04-06T13:00Z',
    closes: '2024-04-06T15:15Z',
    openHours: 2.25,
  },
  // At midnight: forward from 24:00 to 01:00 (04:00 UTC), back from 24:00 to 23:00 (03:00 UTC).
  {
    zone: 'America/Santiago',
    what: 'forward over a midnight that does not exist',
    hours: '00:00-08:00',
    within: '2024-09-08T05:00Z',
    opens: '2024-09-08T04:00Z',
    closes: '2024-09-08T11:00Z',
    openHours: 7,
  },
  {
    zone: 'America/Santiago',
    what: 'forward within a night',
    hours: '22:00-06:00',
    within: '2024-09-08T03:30Z',
    opens: '2024-09-08T02:00Z',
    closes: '2024-09-08T09:00Z',
    openHours: 7,
  },
  {
    zone: 'America/Santiago',
    what: 'back to the hour before midnight',
    hours: '18:00-24:00',
    within: '2024-04-07T03:30Z',
    opens: '2024-04-06T21:00Z',
    closes: '2024-04-07T04:00Z',
    openHours: 7,
  },
  {
    zone: 'America/Santiago',
    what: 'back within a night',
    hours: '22:00-06:00',
    within: '2024-04-07T03:30Z',
    opens: '2024-04-07T01:00Z',
    closes: '2024-04-07T10:00Z',
    openHours: 9,
  },
];

describe('a calendar when the clocks change', () => {
  for (const { zone, what, hours, within, opens, closes, openHours } of changes) {
    it(`${zone}: ${what}, ${hours}`, () => {
      const calendar = readCalendar({ week: everyDay(hours), timeZone: zone });
      const { open, since = 0, until = 0 } = calendar.at(Date.parse(within));
      assert.equal(open, true);
      assert.equal(new Date(since).toISOString(), new Date(opens).toISOString());
      assert.equal(new Date(until).toISOString(), new Date(closes).toISOString());
      assert.equal((until - since) / 3_600_000, openHours);
      assert.equal(calendar.isOpen(since - 1), false);
      assert.equal(calendar.isOpen(until), false);
    });
  }

  for (const zone of ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago']) {
    it(`${zone}: is open for as long as the clock on the wall shows those hours, on each other day of a year`, () => {
      const calendar = readCalendar({ week: everyDay('9-12:30, 22-2'), timeZone: zone });
      const clock = new WallClock(zone);
      let different = 0;
      for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2025, 0, 1); at += 15 * 60_000) {
        const minute = new Date(clock.shownAt(at)).toISOString().slice(11, 16);
        const shown = (minute >= '09:00' && minute < '12:30') || minute >= '22:00' || minute < '02:00';
        different += shown === calendar.isOpen(at) ? 0 : 1;
      }
      // In the hours before a clock is put back, 1:45 or 1:59 may be shown twice: the night ends with the last.
      assert.ok(different <= 4, String(different));
    });
  }

  it('knows a midnight that comes twice', () => {
    // In Cuba, clocks go back from 01:00 to 00:00 (05:00 UTC): the day begins with the first midnight.
    const calendar = readCalendar({ week: { sat: '18-24', sun: '0-8' }, timeZone: 'America/Havana' });
    const closedSunday = readCalendar({ week: { sat: '18-24' }, timeZone: 'America/Havana' });
    assert.equal(closedSunday.at(Date.parse('2024-11-03T02:00Z')).until, Date.parse('2024-11-03T04:00Z'));
    assert.equal(calendar.at(Date.parse('2024-11-03T02:00Z')).until, Date.parse('2024-11-03T13:00Z'));
  });
});

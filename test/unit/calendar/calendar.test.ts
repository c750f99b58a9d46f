import assert from 'node:assert/strict';
import { readCalendar, type Calendar, type CalendarSettings } from '../../../lib/calendar';

const office = { mon: '8-12, 13-17', tue: '8-17', wed: '8-17', thu: '8-17', fri: '8-15' } as const;

/** Open or closed at each of these times, in UTC. */
function openAt(calendar: Calendar, ...times: string[]): boolean[] {
  return times.map((time) => calendar.isOpen(Date.parse(time)));
}

/** The next change, in UTC; undefined where there is none. */
function nextChange(calendar: Calendar, time: string): string | undefined {
  const change = calendar.nextChange(Date.parse(time));
  return change === undefined ? undefined : new Date(change).toISOString();
}

function inUtc(settings: CalendarSettings): Calendar {
  return readCalendar({ timeZone: 'UTC', ...settings });
}

describe('a calendar', () => {
  // 2024-03-04 was a Monday.
  it('opens with the first minute of a span, closes before the last, and has several spans a day', () => {
    const calendar = inUtc({ week: office });
    assert.deepEqual(
      openAt(
        calendar,
        '2024-03-04T07:59:59.999Z',
        '2024-03-04T08:00Z',
        '2024-03-04T11:59:59.999Z',
        '2024-03-04T12:00Z',
        '2024-03-04T13:00Z',
        '2024-03-04T17:00Z',
        '2024-03-10T12:00Z',
      ),
      [false, true, true, false, true, false, false],
    );
  });

  it('says since when and until when, and why', () => {
    const calendar = inUtc({ week: office });
    assert.deepEqual(calendar.at(Date.parse('2024-03-04T12:30Z')), {
      open: false,
      since: Date.parse('2024-03-04T12:00Z'),
      until: Date.parse('2024-03-04T13:00Z'),
      reason: 'week',
    });
    assert.deepEqual(calendar.at(Date.parse('2024-03-09T12:00Z')), {
      open: false,
      since: Date.parse('2024-03-08T15:00Z'),
      until: Date.parse('2024-03-11T08:00Z'),
      reason: 'week',
    });
  });

  it('goes on over midnight, and the hours belong to the day on which they began', () => {
    const calendar = inUtc({ week: { sun: '22:00-06:00' } });
    assert.deepEqual(
      openAt(
        calendar,
        '2024-03-03T05:00Z', // Sunday, but it would be Saturday's night
        '2024-03-03T22:00Z',
        '2024-03-04T05:59Z', // Monday, but Sunday's night
        '2024-03-04T06:00Z',
        '2024-03-04T22:00Z',
      ),
      [false, true, true, false, false],
    );
    assert.equal(nextChange(calendar, '2024-03-03T23:30Z'), '2024-03-04T06:00:00.000Z');
  });

  it('does not change at a midnight at which it goes on', () => {
    const calendar = inUtc({ week: { mon: '8-24', tue: '0-12' } });
    assert.equal(nextChange(calendar, '2024-03-04T20:00Z'), '2024-03-05T12:00:00.000Z');
    assert.equal(calendar.at(Date.parse('2024-03-05T10:00Z')).since, Date.parse('2024-03-04T08:00Z'));
  });

  it('never changes where it is always open or always closed', () => {
    const day = '0-24';
    const always = inUtc({
      week: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day },
    });
    assert.deepEqual(always.at(Date.parse('2024-03-04T20:00Z')), { open: true, reason: 'week' });
    assert.deepEqual(inUtc({}).at(Date.parse('2024-03-04T20:00Z')), { open: false, reason: 'week' });
  });

  it('is a whole day open from a time to the same time', () => {
    const calendar = inUtc({ week: { mon: '12-12' } });
    assert.deepEqual(
      openAt(calendar, '2024-03-04T11:59Z', '2024-03-04T12:00Z', '2024-03-05T11:59Z', '2024-03-05T12:00Z'),
      [false, true, true, false],
    );
  });

  describe('with exceptions and holidays', () => {
    const settings: CalendarSettings = {
      week: { ...office, sun: '22-6', mon: '8-17, 22-6' },
      exceptions: [
        { date: '2024-12-24', hours: '9-13', name: 'Christmas Eve' },
        { date: '2024-12-27', until: '2024-12-31', name: 'Stocktaking' },
        { date: '2024-12-26', hours: '10-14', name: 'Emergency service' },
      ],
      holidays: [
        { name: 'Christmas', firstDay: 20082, lastDay: 20083 }, // 25 and 26 December 2024
        { name: 'Staff meeting', from: Date.parse('2024-12-18T10:00Z'), to: Date.parse('2024-12-18T11:30Z') },
      ],
    };

    it('has the hours of an exception in place of those of the week', () => {
      const calendar = inUtc(settings);
      assert.deepEqual(calendar.at(Date.parse('2024-12-24T12:00Z')), {
        open: true,
        since: Date.parse('2024-12-24T09:00Z'),
        until: Date.parse('2024-12-24T13:00Z'),
        reason: 'exception',
        name: 'Christmas Eve',
      });
      assert.deepEqual(calendar.at(Date.parse('2024-12-30T12:00Z')), {
        open: false,
        since: Date.parse('2024-12-26T14:00Z'),
        until: Date.parse('2025-01-01T08:00Z'),
        reason: 'exception',
        name: 'Stocktaking',
      });
    });

    it('is closed on a holiday, unless an exception says otherwise', () => {
      const calendar = inUtc(settings);
      const closed = calendar.at(Date.parse('2024-12-25T12:00Z'));
      assert.deepEqual([closed.open, closed.reason, closed.name], [false, 'holiday', 'Christmas']);
      assert.equal(closed.until, Date.parse('2024-12-26T10:00Z'));
      assert.equal(calendar.at(Date.parse('2024-12-26T12:00Z')).name, 'Emergency service');
    });

    it('is closed for the hours of a holiday that is not a whole day', () => {
      const calendar = inUtc(settings);
      assert.deepEqual(calendar.at(Date.parse('2024-12-18T10:30Z')), {
        open: false,
        since: Date.parse('2024-12-18T10:00Z'),
        until: Date.parse('2024-12-18T11:30Z'),
        reason: 'holiday',
        name: 'Staff meeting',
      });
      assert.equal(nextChange(calendar, '2024-12-18T09:00Z'), '2024-12-18T10:00:00.000Z');
    });

    it('closes at midnight when a holiday begins within hours of the night', () => {
      const calendar = inUtc({
        week: { tue: '22-6', wed: '22-6' },
        holidays: [{ name: 'Christmas', firstDay: 20082, lastDay: 20082 }], // Wednesday
      });
      assert.deepEqual(calendar.at(Date.parse('2024-12-24T23:30Z')), {
        open: true,
        since: Date.parse('2024-12-24T22:00Z'),
        until: Date.parse('2024-12-25T00:00Z'),
        reason: 'week',
      });
      assert.equal(calendar.at(Date.parse('2024-12-25T01:00Z')).name, 'Christmas');
      // The night of the holiday is not open either, nor its morning after.
      assert.deepEqual(openAt(calendar, '2024-12-25T23:00Z', '2024-12-26T03:00Z'), [false, false]);
    });
  });

  describe('refuses', () => {
    for (const [what, settings, said] of [
      ['a time that is none', { week: { mon: '8-25' } }, /the hours "8-25" of mon/],
      ['a word', { week: { tue: 'open' } }, /"open" of tue/],
      ['spans that overlap', { week: { tue: '8-12, 11-14' } }, /may not overlap/],
      ['a date that does not exist', { exceptions: [{ date: '2024-02-30' }] }, /the date "2024-02-30"/],
      ['days the wrong way round', { exceptions: [{ date: '2024-02-03', until: '2024-02-01' }] }, /last day/],
      ['an unknown time zone', { timeZone: 'Europe/Atlantis' }, /"Europe\/Atlantis" is not known/],
      [
        'more exceptions than it can have',
        { exceptions: Array.from({ length: 1001 }, () => ({ date: '2024-02-03' })) },
        /at most 1000/,
      ],
    ] as const) {
      it(what, () => {
        assert.throws(() => readCalendar(settings), { code: 'GC_INVALID_CONFIGURATION', message: said });
      });
    }
  });
});

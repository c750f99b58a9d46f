import assert from 'node:assert/strict';
import sinon from 'sinon';
import { readCalendar, weekdays, type CalendarSettings } from '../../../../lib/calendar';
import { callingCalendar, type CallingCalendar } from '../../../../lib/client/safety/calling-hours';

const day = 24 * 60 * 60_000;

function calendarOf(hours: string, settings: CalendarSettings): CallingCalendar {
  const week = Object.fromEntries(weekdays.map((weekday) => [weekday, hours]));
  const calendar = readCalendar({ week, ...settings });
  return {
    name: 'Support',
    isKnown: true,
    at: (moment) => calendar.at(moment),
    show: (moment) => calendar.show(moment),
  };
}

describe('calling hours by a calendar', () => {
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });

  afterEach(() => {
    clock.restore();
  });

  /** Why a call may not be made at a time; undefined where it may. */
  function refusal(calendar: CallingCalendar | undefined, time: string, name: 'MakeCall' | 'ConsultCall') {
    clock.setSystemTime(new Date(time));
    const rule = callingCalendar(() => calendar);
    return rule.check({ name, parameters: { agentId: '1081', number: '1', dialogId: '5' } })?.detail.text;
  }

  for (const [what, timeZone, hours, times] of [
    [
      'forward in Berlin',
      'Europe/Berlin',
      '8-20',
      [
        ['2024-03-30T06:59Z', false],
        ['2024-03-30T07:00Z', true],
        ['2024-03-31T05:59Z', false],
        ['2024-03-31T06:00Z', true],
        ['2024-03-31T17:59Z', true],
        ['2024-03-31T18:00Z', false],
      ],
    ],
    [
      'back in New York, within a night',
      'America/New_York',
      '20-4',
      [
        ['2024-11-03T00:00Z', true],
        ['2024-11-03T08:59Z', true],
        ['2024-11-03T09:00Z', false],
        ['2024-11-04T00:59Z', false],
        ['2024-11-04T01:00Z', true],
      ],
    ],
    [
      'forward by half an hour on Lord Howe Island',
      'Australia/Lord_Howe',
      '8-20',
      [
        ['2024-10-04T21:29Z', false],
        ['2024-10-04T21:30Z', true],
        ['2024-10-05T20:59Z', false],
        ['2024-10-05T21:00Z', true],
      ],
    ],
    [
      'forward at midnight in Santiago',
      'America/Santiago',
      '0-8',
      [
        ['2024-09-08T03:59Z', false],
        ['2024-09-08T04:00Z', true],
        ['2024-09-08T10:59Z', true],
        ['2024-09-08T11:00Z', false],
      ],
    ],
  ] as const) {
    it(`follow the clock on the wall when it is put ${what}`, () => {
      const calendar = calendarOf(hours, { timeZone });
      assert.deepEqual(
        times.map(([time]) => [time, refusal(calendar, time, 'MakeCall') === undefined]),
        times,
      );
    });
  }

  it('end at the midnight before a holiday, and say until when and why', () => {
    const firstDay = Date.UTC(2024, 11, 25) / day;
    const holidays = [{ name: 'Christmas', firstDay, lastDay: firstDay + 1 }];
    const calendar = calendarOf('20-4', { timeZone: 'Europe/Berlin', holidays });
    assert.equal(refusal(calendar, '2024-12-24T22:59Z', 'MakeCall'), undefined);
    assert.match(
      refusal(calendar, '2024-12-24T23:00Z', 'MakeCall') ?? '',
      /‘Support’ is closed until 2024-12-27 20:00 \(Christmas\)/,
    );
  });

  it('let nobody be called without a calendar, or before its holidays are known', () => {
    const calendar = calendarOf('0-24', {});
    assert.equal(refusal(calendar, '2024-03-04T12:00Z', 'MakeCall'), undefined);
    assert.ok(refusal({ ...calendar, isKnown: false }, '2024-03-04T12:00Z', 'MakeCall'));
    assert.ok(refusal(undefined, '2024-03-04T12:00Z', 'MakeCall'));
  });

  it('are not for what happens within a call', () => {
    assert.equal(refusal(undefined, '2024-03-04T12:00Z', 'ConsultCall'), undefined);
  });
});

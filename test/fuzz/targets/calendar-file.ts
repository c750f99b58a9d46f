import assert from 'node:assert/strict';
import { dayMs, mostHolidays, type Holiday } from '../../../lib/calendar';
import { largeCalendar, strangeCalendar } from '../calendars';
import { IcsThread } from '../ics-thread';
import type { FuzzTarget } from '../target';

const wanted = {
  firstDay: Date.UTC(2024, 0, 1) / dayMs,
  lastDay: Date.UTC(2025, 11, 31) / dayMs,
  timeZone: 'Europe/Berlin',
};

const thread = new IcsThread();

/** An iCalendar file: it gives holidays in their order, or a reason in words. What works on for ever is given up. */
export const calendarFileTarget: FuzzTarget = {
  name: 'calendar-file',
  rounds: 1000,
  largeRounds: 12,
  make: strangeCalendar,
  makeLarge: (random) => largeCalendar(random, 1e6),
  run: async (input) => {
    const answer = await thread.read(input.toString(), wanted);
    if (answer === undefined) {
      return 'given up';
    }
    const { holidays, problem, failure } = answer;
    assert.equal(failure, undefined);
    assert.notEqual(problem, '');
    checkHolidays(holidays ?? []);
    return holidays === undefined ? 'refused' : 'read';
  },
  close: () => thread.end(),
};

function checkHolidays(holidays: readonly Holiday[]): void {
  assert.ok(holidays.length <= mostHolidays);
  const times = holidays.map(timesOf);
  for (const [index, [from, to]] of times.entries()) {
    assert.ok(from <= to, `It ends before it begins: ${JSON.stringify(holidays[index])}`);
    assert.ok(from >= (times[index - 1]?.[0] ?? -Infinity), 'They are not in their order.');
    // A day there may begin on the day before in UTC.
    assert.ok(
      to >= (wanted.firstDay - 1) * dayMs && from <= (wanted.lastDay + 2) * dayMs,
      'It is not wanted.',
    );
  }
}

function timesOf(holiday: Holiday): readonly [number, number] {
  return 'from' in holiday ? [holiday.from, holiday.to] : [holiday.firstDay * dayMs, holiday.lastDay * dayMs];
}

import assert from 'node:assert/strict';
import sinon from 'sinon';
import { callingHours, type CallingHours } from '../../../../lib/client/safety/calling-hours';

describe('calling hours', () => {
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
  });

  afterEach(() => {
    clock.restore();
  });

  /** Whether a call may be made at these times. */
  function open(hours: CallingHours, ...times: string[]): boolean[] {
    const rule = callingHours(hours);
    return times.map((time) => {
      clock.setSystemTime(new Date(time));
      return rule.check({ name: 'MakeCall', parameters: { agentId: '1081', number: '1' } }) === undefined;
    });
  }

  // 2024-03-04 was a Monday.
  it('begin with the first minute and end before the last', () => {
    const hours: CallingHours = { days: ['mon'], from: '8:00', to: '20:00', timeZone: 'UTC' };
    assert.deepEqual(
      open(
        hours,
        '2024-03-04T07:59:59Z',
        '2024-03-04T08:00:00Z',
        '2024-03-04T19:59:59Z',
        '2024-03-04T20:00:00Z',
        '2024-03-05T12:00:00Z',
      ),
      [false, true, true, false, false],
    );
  });

  it('go on over midnight, and belong to the day on which they began', () => {
    const hours: CallingHours = { days: ['sun'], from: '22:00', to: '06:00', timeZone: 'UTC' };
    assert.deepEqual(
      open(
        hours,
        '2024-03-03T05:00:00Z', // Sunday, but Saturday's night
        '2024-03-03T21:59:00Z',
        '2024-03-03T22:00:00Z',
        '2024-03-04T05:59:00Z', // Monday morning: Sunday's night
        '2024-03-04T06:00:00Z',
        '2024-03-04T22:00:00Z',
      ),
      [false, false, true, true, false, false],
    );
  });

  it('are a whole day from a time to the same time, and by default', () => {
    const noon: CallingHours = { days: ['mon'], from: '12:00', to: '12:00', timeZone: 'UTC' };
    assert.deepEqual(
      open(
        noon,
        '2024-03-04T11:59:00Z',
        '2024-03-04T12:00:00Z',
        '2024-03-05T11:59:00Z',
        '2024-03-05T12:00:00Z',
      ),
      [false, true, true, false],
    );
    const day: CallingHours = { days: ['mon'], timeZone: 'UTC' };
    assert.deepEqual(
      open(
        day,
        '2024-03-03T23:59:00Z',
        '2024-03-04T00:00:00Z',
        '2024-03-04T23:59:00Z',
        '2024-03-05T00:00:00Z',
      ),
      [false, true, true, false],
    );
    assert.deepEqual(open({ days: [] }, '2024-03-04T00:00:00Z', '2024-03-10T23:59:00Z'), [true, true]);
  });

  it('follow the clock on the wall when it is put forward and back', () => {
    const hours: CallingHours = { from: '8:00', to: '20:00', timeZone: 'Europe/Berlin' };
    assert.deepEqual(
      open(
        hours,
        '2024-03-30T06:59:00Z', // 7:59, winter
        '2024-03-30T07:00:00Z',
        '2024-03-31T05:59:00Z', // 7:59, summer
        '2024-03-31T06:00:00Z',
        '2024-03-31T17:59:00Z',
        '2024-03-31T18:00:00Z', // 20:00
        '2024-10-27T06:59:00Z', // 7:59, winter again
        '2024-10-27T07:00:00Z',
      ),
      [false, true, false, true, true, false, false, true],
    );
    const night: CallingHours = { days: ['sat'], from: '23:00', to: '2:30', timeZone: 'Europe/Berlin' };
    assert.deepEqual(
      open(
        night,
        '2024-03-31T00:59:00Z', // 1:59, then it is 3:00
        '2024-03-31T01:00:00Z',
        '2024-10-27T00:29:00Z', // 2:29 for the first time
        '2024-10-27T00:30:00Z',
        '2024-10-27T01:29:00Z', // 2:29 for the second time
        '2024-10-27T01:30:00Z',
      ),
      [true, false, true, false, true, false],
    );
  });

  it('know the day in the time zone, not in ours', () => {
    const hours: CallingHours = { days: ['tue'], timeZone: 'Pacific/Auckland' };
    assert.deepEqual(open(hours, '2024-03-04T10:59:00Z', '2024-03-04T11:00:00Z'), [false, true]);
  });

  it('say what time it is and when calls may be made', () => {
    clock.setSystemTime(new Date('2024-03-04T20:05:00Z'));
    const rule = callingHours({ days: ['mon', 'tue'], from: '08:00', to: '20:00', timeZone: 'UTC' });
    const refusal = rule.check({ name: 'MakeCall', parameters: { agentId: '1081', number: '1' } });
    assert.equal(refusal?.code, 'GC_OUTSIDE_CALLING_HOURS');
    const text = 'it is mon 20:05; calls may be made mon, tue from 8:00 to 20:00; nothing was sent';
    assert.equal(refusal.detail.text, text);
  });

  it('are for calls to customers, not for what happens within a call', () => {
    const rule = callingHours({ from: '8:00', to: '8:01', timeZone: 'UTC' });
    const parameters = { agentId: '1081', number: '1', dialogId: '5' };
    assert.ok(rule.check({ name: 'MakeCall', parameters }));
    assert.ok(rule.check({ name: 'AcceptOutboundPreview', parameters }));
    for (const name of ['ConsultCall', 'Transfer_sst', 'AnswerCall', 'Login'] as const) {
      assert.equal(rule.check({ name, parameters }), undefined, name);
    }
  });

  const wrong: readonly [CallingHours, RegExp][] = [
    [{ from: '8' }, /"8"/],
    [{ from: '24:01' }, /"24:01"/],
    [{ to: '12:60' }, /"12:60"/],
    [{ to: '' }, /""/],
    [{ timeZone: 'Europe/Atlantis' }, /Europe\/Atlantis/],
    [{ days: ['Mon' as 'mon'] }, /"Mon"/],
  ];
  for (const [hours, message] of wrong) {
    it(`refuse ${JSON.stringify(hours)}`, () => {
      assert.throws(() => callingHours(hours), { code: 'GC_INVALID_CONFIGURATION', message });
    });
  }
});

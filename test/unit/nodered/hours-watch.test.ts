import assert from 'node:assert/strict';
import type { Node, NodeAPI, NodeMessage } from 'node-red';
import sinon from 'sinon';
import { readCalendar } from '../../../lib/calendar';
import type { RunningCalendar } from '../../../lib/nodered';
import { HoursWatch } from '../../../nodes/gc-hours/hours-watch';

const day = '2024-03-04'; // A Monday.

describe('watching hours', () => {
  let clock: sinon.SinonFakeTimers;
  let sent: { isOpen: boolean; message: NodeMessage; at: string }[];
  let status: unknown;
  let tell: () => void;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: new Date(`${day}T07:00Z`) });
    sent = [];
  });

  afterEach(() => {
    clock.restore();
  });

  function watch(calendar = readCalendar({ week: { mon: '8-12, 13-17' }, timeZone: 'UTC' })) {
    const running = {
      name: 'Support',
      begun: Promise.resolve(),
      problem: undefined,
      at: (moment: number) => calendar.at(moment),
      show: (moment: number) => calendar.show(moment),
      watch: (listener: () => void) => {
        tell = listener;
        return () => undefined;
      },
    } as unknown as RunningCalendar;
    const node = { status: (shown: unknown) => (status = shown), error: assert.fail } as unknown as Node;
    const RED = {
      _: (key: string, values: object) => `${key.split('.').at(-1) ?? ''} ${Object.values(values).join()}`,
    };
    return new HoursWatch(RED as unknown as NodeAPI, node, running, (isOpen, message) => {
      sent.push({ isOpen, message, at: new Date().toISOString().slice(11, 16) });
    });
  }

  it('reports each opening and closing at its minute, and nothing at the start', async () => {
    const watching = watch();
    await clock.tickAsync('11:00:00');
    assert.deepEqual(
      sent.map(({ isOpen, at }) => [isOpen, at]),
      [
        [true, '08:00'],
        [false, '12:00'],
        [true, '13:00'],
        [false, '17:00'],
      ],
    );
    assert.deepEqual(sent[0]?.message, {
      topic: 'Support',
      payload: 'open',
      gc: {
        open: true,
        since: Date.parse(`${day}T08:00Z`),
        until: Date.parse(`${day}T12:00Z`),
        reason: 'week',
      },
    });
    watching.close();
  });

  it('shows until when, with the date where that is another day', async () => {
    const watching = watch();
    await clock.tickAsync(1);
    assert.deepEqual(status, { fill: 'grey', shape: 'dot', text: 'closedUntil 08:00' });
    await clock.tickAsync('02:00:00');
    assert.deepEqual(status, { fill: 'green', shape: 'dot', text: 'openUntil 12:00' });
    await clock.tickAsync('09:00:00');
    assert.deepEqual(status, { fill: 'grey', shape: 'dot', text: 'closedUntil 2024-03-11 08:00' });
    watching.close();
  });

  it('finds out within minutes that somebody has set the clock of the machine', async () => {
    const watching = watch();
    await clock.tickAsync(1);
    clock.setSystemTime(new Date(`${day}T09:00Z`));
    await clock.tickAsync('00:10:00');
    assert.equal(sent.length, 1);
    watching.close();
  });

  it('looks again when its holidays have changed, and no more once it is closed', async () => {
    const week = { mon: '8-17' };
    const watching = watch(readCalendar({ week, timeZone: 'UTC' }));
    await clock.tickAsync(1);
    tell();
    assert.equal(sent.length, 0);
    watching.close();
    await clock.tickAsync('12:00:00');
    assert.equal(sent.length, 0);
    assert.equal(clock.countTimers(), 0);
  });
});

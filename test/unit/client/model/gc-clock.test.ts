import assert from 'node:assert/strict';
import { type AgentStateChanged, GcError, parseEvent } from '../../../../lib/protocol';
import { GcClock } from '../../../../lib/client/model/gc-clock';
import { readZone } from '../../../../lib/client/model/gc-zone';
import { Tracker } from '../../../../lib/client/model/tracker';

const noon = new Date(2025, 0, 15, 12, 0).getTime();
const secondMs = 1000;
const hourMs = 3_600_000;

/** A time as GC tells it whose clock shows so much more than this machine's. */
function told(at: number, aheadMs = 0): string {
  const local = new Date(at + aheadMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const date = [local.getFullYear(), two(local.getMonth() + 1), two(local.getDate())].join('-');
  return `${date} ${[local.getHours(), local.getMinutes(), local.getSeconds()].map(two).join(':')}`;
}

describe('GcClock', () => {
  it('takes this machine to be in the zone of GC, as long as nothing shows another', () => {
    const clock = new GcClock();
    assert.equal(clock.read(told(noon - 613 * secondMs), noon), noon - 613 * secondMs);
    assert.equal(
      clock.read(told(noon - 5 * hourMs - 613 * secondMs), noon),
      noon - 5 * hourMs - 613 * secondMs,
    );
  });

  for (const hours of [-5, -3.5, -0.25, 1, 5.75, 12]) {
    it(`reads a time of just now as that where GC is ${hours} hours ahead`, () => {
      const clock = new GcClock();
      const ahead = hours * hourMs;
      assert.equal(clock.read(told(noon - secondMs, ahead), noon), noon - secondMs);
      const later = noon + 613 * secondMs;
      assert.equal(clock.read(told(noon, ahead), later), noon);
    });
  }

  it('takes quarters of an hour for a time that has passed, once a later time of GC is known', () => {
    const clock = new GcClock();
    clock.read(told(noon - 613 * secondMs), noon);
    assert.equal(clock.read(told(noon - 5 * hourMs), noon), noon - 5 * hourMs);
    assert.equal(clock.revision, 0);
  });

  it('goes back to this zone where a later time of GC shows that quarters of an hour were none', () => {
    const clock = new GcClock();
    assert.equal(clock.read(told(noon - 5 * hourMs), noon), noon);
    assert.equal(clock.read(told(noon - 613 * secondMs), noon), noon - 613 * secondMs);
    assert.equal(clock.read(told(noon - 5 * hourMs), noon), noon - 5 * hourMs);
    assert.equal(clock.revision, 2);
  });

  it('learns the zone for certain from what has just happened, and then all else is a time that has passed', () => {
    const clock = new GcClock();
    clock.learn(told(noon, -5 * hourMs), noon);
    assert.equal(clock.read(told(noon - 5 * hourMs, -5 * hourMs), noon), noon - 5 * hourMs);
    clock.learn(told(noon + hourMs, -4 * hourMs), noon + hourMs);
    assert.equal(clock.read(told(noon, -4 * hourMs), noon + hourMs), noon, 'the clocks have changed');
  });

  it('does not believe a single time that is older than what is known', () => {
    const clock = new GcClock();
    clock.learn(told(noon), noon);
    clock.learn(told(noon - 2 * hourMs), noon + 120 * secondMs);
    assert.equal(clock.read(told(noon), noon + 121 * secondMs), noon);
    clock.learn(told(noon, -hourMs), noon + 240 * secondMs);
    clock.learn(told(noon, -hourMs), noon + 241 * secondMs);
    assert.equal(clock.read(told(noon, -hourMs), noon + 242 * secondMs), noon);
  });

  it('leaves a small difference between the clocks as it is', () => {
    const clock = new GcClock();
    assert.equal(clock.read(told(noon + 30 * secondMs), noon), noon);
    assert.equal(clock.read(told(noon - 613 * secondMs), noon), noon - 613 * secondMs);
  });

  it('does not make anything of times that cannot be', () => {
    const clock = new GcClock();
    assert.equal(clock.read('2099-01-01 00:00:00', noon), noon);
    assert.equal(clock.read('yesterday', noon), undefined);
    assert.equal(clock.read(told(noon - 613 * secondMs), noon), noon - 613 * secondMs);
    assert.equal(clock.read(told(noon - 72 * hourMs), noon), noon - 72 * hourMs);
  });

  it('goes by the zone that it is given, and by nothing else', () => {
    const winter = Date.UTC(2025, 0, 15, 12);
    const summer = Date.UTC(2025, 6, 15, 12);
    const berlin = new GcClock(readZone('Europe/Berlin'));
    assert.equal(berlin.read('2025-01-15 12:50:00', winter), winter - 600 * secondMs);
    assert.equal(berlin.read('2025-07-15 13:50:00', summer), summer - 600 * secondMs);
    berlin.learn('2025-07-15 09:00:00', summer);
    assert.equal(berlin.read('2025-07-15 09:00:00', summer), summer - 5 * hourMs);
    for (const zone of ['-05:00', 'UTC-5', 'utc-05:00', '-0500', 'America/Bogota']) {
      const clock = new GcClock(readZone(zone));
      assert.equal(clock.read('2025-01-15 02:00:00', winter), winter - 5 * hourMs, zone);
    }
    assert.equal(new GcClock(readZone('+05:45')).read('2025-01-15 17:45:00', winter), winter);
    assert.equal(new GcClock(readZone('UTC')).read('2025-01-15 12:00:00', winter), winter);
  });

  it('refuses a zone that there is not', () => {
    for (const zone of ['Mars/Olympus', '+25:00', '+15', 'noon', '']) {
      assert.throws(
        () => readZone(zone),
        (error) => error instanceof GcError && error.code === 'GC_INVALID_CONFIGURATION',
        zone,
      );
    }
  });
});

describe('agents of a GC in another time zone', () => {
  let tracker: Tracker;
  let now: number;

  beforeEach(() => {
    tracker = new Tracker();
    now = noon;
  });

  function hear(agentId: string, state: string, stateChangeTime: string): AgentStateChanged | undefined {
    const event = parseEvent(JSON.stringify({ type: 'State', agentId, state, stateChangeTime }));
    const [change] = tracker.apply(event, now);
    return change?.type === 'AgentStateChanged' ? change : undefined;
  }

  const ageOf = (agentId: string) => (now - Number(tracker.agents.get(agentId).since)) / secondMs;

  it('have just come into the first state that is heard of them', () => {
    assert.equal(hear('1', 'NOT_READY', told(noon - secondMs, -5 * hourMs))?.at, noon - secondMs);
    assert.equal(ageOf('1'), 1);
    now += 60_000;
    assert.equal(hear('1', 'READY', told(now, -5 * hourMs))?.seconds, 61);
  });

  it('have been in their state for as long as they have, once the zone shows', () => {
    hear('1', 'NOT_READY', told(noon - 433 * secondMs, -5 * hourMs));
    assert.equal(ageOf('1'), 5 * 3600 + 433, 'nothing shows the zone yet');
    hear('2', 'NOT_READY', told(noon, -5 * hourMs));
    assert.deepEqual([ageOf('1'), ageOf('2')], [433, 0]);
  });

  it('have truly been in their state for five hours where another change is later', () => {
    hear('1', 'NOT_READY', told(noon - 5 * hourMs));
    assert.equal(ageOf('1'), 0, 'as in another zone');
    now += 10_000;
    hear('2', 'READY', told(noon - 613 * secondMs));
    assert.deepEqual([ageOf('1'), ageOf('2')], [5 * 3600 + 10, 623]);
  });

  it('have truly been in their state for five hours where a change is seen', () => {
    hear('1', 'NOT_READY', told(noon - 5 * hourMs));
    hear('2', 'READY', told(noon));
    now += 10_000;
    assert.equal(hear('2', 'NOT_READY', told(now))?.seconds, 10);
    assert.equal(ageOf('1'), 5 * 3600 + 10);
  });

  it('are read with the zone that was set', () => {
    tracker = new Tracker({ timeZone: '-05:00' });
    const utc = new Date(noon - 433 * secondMs - 5 * hourMs).toISOString().slice(0, 19).replace('T', ' ');
    hear('1', 'NOT_READY', utc);
    assert.equal(ageOf('1'), 433);
  });
});

import assert from 'node:assert/strict';
import { QueueLevels, type LevelRule } from '../../../../nodes/gc-trigger/queue-levels';

const noon = Date.UTC(2026, 2, 5, 12);

describe('QueueLevels', () => {
  let now: { steady: number; wall: number };
  let levels: QueueLevels;

  function watch(rule: Partial<LevelRule> = {}): void {
    now = { steady: 5000, wall: noon };
    levels = new QueueLevels({ from: 5, below: 3, lastsMs: 0, ...rule });
  }

  /** What is reported of these values, one every 10 seconds: "began 0" with the number of the message. */
  function reported(...values: (number | undefined)[]): (string | undefined)[] {
    return values.map((value) => {
      now = { steady: now.steady + 10_000, wall: now.wall + 10_000 };
      const alert = levels.observe('Sales', value, now);
      return alert && `${alert.change} ${alert.repeat} after ${(now.wall - alert.since) / 1000} s`;
    });
  }

  const nothing = undefined;

  it('begins an alert at its value, and ends it below another', () => {
    watch();
    assert.deepEqual(reported(4, 5, 6, 4, 3, 2, 4, 5), [
      nothing,
      'began 0 after 0 s',
      nothing,
      nothing,
      nothing,
      'ended 0 after 40 s',
      nothing,
      'began 0 after 0 s',
    ]);
  });

  it('begins an alert when the value has lasted, between the two limits as well', () => {
    watch({ lastsMs: 30_000 });
    assert.deepEqual(reported(5, 3, 4, 4, 4), [nothing, nothing, nothing, 'began 0 after 30 s', nothing]);
  });

  it('reports nothing of a value that has not lasted', () => {
    watch({ lastsMs: 30_000 });
    assert.deepEqual(reported(5, 6, 2, 6, 6, 6), Array(6).fill(nothing));
    assert.deepEqual(levels.alerts, []);
  });

  it('repeats an alert, and counts the messages', () => {
    watch({ repeatMs: 20_000 });
    assert.deepEqual(reported(5, 5, 5, 5, 5, 0), [
      'began 0 after 0 s',
      nothing,
      'lasts 1 after 20 s',
      nothing,
      'lasts 2 after 40 s',
      'ended 2 after 50 s',
    ]);
  });

  it('changes nothing while a value is not known', () => {
    watch();
    assert.deepEqual(reported(5, nothing, nothing, 4, 0), [
      'began 0 after 0 s',
      nothing,
      nothing,
      nothing,
      'ended 0 after 40 s',
    ]);
  });

  it('has one limit where the two are the same', () => {
    watch({ from: 1, below: 1 });
    assert.deepEqual(reported(1, 0, 1), ['began 0 after 0 s', 'ended 0 after 10 s', 'began 0 after 0 s']);
  });

  it('keeps queues apart, even one called __proto__', () => {
    watch();
    for (const queue of ['Sales', '__proto__']) {
      assert.equal(levels.observe(queue, 5, now)?.change, 'began');
    }
    assert.deepEqual(levels.alerts, ['Sales', '__proto__']);
  });

  it('counts by a clock that nobody can set', () => {
    watch({ lastsMs: 30_000 });
    reported(5);
    now.wall += 3_600_000;
    assert.deepEqual(reported(5, 5), [nothing, nothing]);
    now.wall -= 7_200_000;
    assert.deepEqual(reported(5), ['began 0 after 30 s']);
  });

  it('goes on with what it has written down', () => {
    watch({ lastsMs: 60_000, repeatMs: 40_000 });
    reported(5, 5);
    const untold = levels.recordOf('Sales', 'calls-waiting', now);
    assert.deepEqual(untold, { state: 'calls-waiting', since: noon + 10_000 });
    watch({ lastsMs: 60_000, repeatMs: 40_000 });
    now.wall += 60_000;
    levels.resume('Sales', untold ?? assert.fail(), now);
    assert.deepEqual(reported(4), ['began 0 after 60 s']);
    const told = levels.recordOf('Sales', 'calls-waiting', now);
    assert.deepEqual(told?.told, { repeat: 0, at: noon + 70_000 });
    watch({ lastsMs: 60_000, repeatMs: 40_000 });
    now.wall += 80_000;
    levels.resume('Sales', told ?? assert.fail(), now);
    assert.deepEqual(reported(4, 4, 0), [nothing, nothing, 'ended 0 after 100 s']);
    assert.equal(levels.recordOf('Sales', 'calls-waiting', now), undefined);
  });

  it('takes a record of the future, which a clock has left, for one of now', () => {
    watch({ lastsMs: 20_000 });
    levels.resume('Sales', { state: 'calls-waiting', since: noon + 9_000_000 }, now);
    assert.deepEqual(reported(5, 5), [nothing, 'began 0 after 20 s']);
  });

  it('does not remember more than 10 000 queues', () => {
    watch();
    for (let index = 0; index <= 10_000; index += 1) {
      levels.observe(`queue ${index}`, 5, now);
    }
    assert.equal(levels.alerts.length, 10_000);
    assert.equal(levels.alerts[0], 'queue 1');
  });
});

import assert from 'node:assert/strict';
import sinon from 'sinon';
import { realClock, SteppedClock } from '../../../../lib/simulator/engine';

describe('the clocks of the simulator', () => {
  afterEach(() => {
    sinon.restore();
  });

  it('go like the machine, or faster', () => {
    const machine = sinon.useFakeTimers(5000);
    const [real, fast] = [realClock(), realClock(60)];
    const happened: string[] = [];
    real.schedule(60_000, () => happened.push('real'));
    fast.schedule(60_000, () => happened.push('fast'));
    fast.schedule(30_000, () => happened.push('never'))();
    machine.tick(1000);
    assert.deepEqual([real.now(), fast.now()], [6000, 65_000]);
    assert.deepEqual(happened, ['fast']);
    machine.tick(59_000);
    assert.deepEqual(happened, ['fast', 'real']);
  });

  it('go in steps, where a test wants it', () => {
    const clock = new SteppedClock(1000);
    const happened: string[] = [];
    const note = (what: string) => () => happened.push(`${what} at ${clock.now()}`);
    clock.schedule(50, note('second'));
    clock.schedule(20, () => {
      note('first')();
      clock.schedule(30, note('third'));
      clock.schedule(31, note('later'));
    });
    const cancel = clock.schedule(40, note('never'));
    cancel();
    clock.advance(19);
    assert.deepEqual(happened, []);
    clock.advance(31);
    assert.deepEqual(happened, ['first at 1020', 'second at 1050', 'third at 1050']);
    assert.deepEqual([clock.now(), clock.waiting], [1050, 1]);
  });

  it('begin, in steps, at the same time each time', () => {
    assert.equal(new SteppedClock().now(), new Date(2025, 0, 15, 9, 30).getTime());
  });
});

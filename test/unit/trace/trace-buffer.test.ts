import assert from 'node:assert/strict';
import { TraceBuffer, type KeptEntry } from '../../../lib/trace';

function entry(at: number, bytes = 10): KeptEntry {
  return { at, bytes, line: () => String(at) };
}

function timesIn(buffer: TraceBuffer): number[] {
  return buffer.all().map(({ at }) => at);
}

describe('the buffer of a recording', () => {
  it('lets the oldest entries make room for new ones', () => {
    const buffer = new TraceBuffer({ maxBytes: 30, maxMs: 1000, whenFull: 'drop-oldest' });
    for (let at = 1; at <= 5; at += 1) {
      assert.ok(buffer.push(entry(at)));
    }
    assert.deepEqual(timesIn(buffer), [3, 4, 5]);
    assert.deepEqual([buffer.bytes, buffer.size, buffer.dropped, buffer.lastDroppedAt], [30, 3, 2, 2]);
  });

  it('lets entries go that are too old', () => {
    const buffer = new TraceBuffer({ maxBytes: 1000, maxMs: 100, whenFull: 'drop-oldest' });
    buffer.push(entry(0));
    buffer.push(entry(50));
    buffer.push(entry(101));
    assert.deepEqual(timesIn(buffer), [50, 101]);
    buffer.dropOld(1000);
    assert.deepEqual(timesIn(buffer), []);
    assert.equal(buffer.dropped, 3);
  });

  it('takes no more than it has room for, where it stops then', () => {
    const buffer = new TraceBuffer({ maxBytes: 25, maxMs: 1, whenFull: 'stop' });
    assert.deepEqual(
      [1, 20, 300].map((at) => buffer.push(entry(at))),
      [true, true, false],
    );
    assert.deepEqual(timesIn(buffer), [1, 20]);
    assert.equal(buffer.dropped, 0);
  });

  it('drops an entry that has no room at all, and all before it', () => {
    const buffer = new TraceBuffer({ maxBytes: 25, maxMs: 1000, whenFull: 'drop-oldest' });
    buffer.push(entry(1));
    buffer.push(entry(2, 1000));
    assert.deepEqual([buffer.size, buffer.bytes, buffer.dropped], [0, 0, 2]);
  });

  it('keeps its order and its counts over many entries, taken out in portions', () => {
    const buffer = new TraceBuffer({ maxBytes: 20_000, maxMs: 1e9, whenFull: 'drop-oldest' });
    const taken: number[] = [];
    for (let at = 1; at <= 10_000; at += 1) {
      buffer.push(entry(at));
      if (at % 700 === 0) {
        taken.push(...buffer.take(600, Infinity).map((one) => one.at));
      }
    }
    const rest = timesIn(buffer);
    assert.deepEqual(
      [...taken, ...rest],
      [...taken, ...rest].sort((one, other) => one - other),
    );
    assert.equal(taken.length + rest.length + buffer.dropped, 10_000);
    assert.equal(buffer.bytes, 10 * rest.length);
  });
});

import assert from 'node:assert/strict';
import { Random } from '../../../lib/simulator/random';

describe('the chance in the simulator', () => {
  function draw<T>(times: number, once: () => T): T[] {
    return Array.from({ length: times }, once);
  }

  it('is the same with the same seed', () => {
    const [one, same, other] = [7, 7, 8].map((seed) => {
      const random = new Random(seed);
      return draw(100, () => random.next());
    });
    assert.deepEqual(one, same);
    assert.notDeepEqual(one, other);
  });

  it('spreads evenly, or as times between calls do', () => {
    const random = new Random(1);
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const even = draw(10_000, () => random.between(10, 20));
    assert.ok(even.every((value) => value >= 10 && value < 20));
    assert.ok(Math.abs(mean(even) - 15) < 0.1);
    assert.ok(Math.abs(mean(draw(10_000, () => random.exponential(50))) - 50) < 2);
    assert.ok(Math.abs(draw(10_000, () => random.chance(0.3)).filter(Boolean).length - 3000) < 150);
  });

  it('picks from what there is', () => {
    const random = new Random(2);
    assert.deepEqual([...new Set(draw(100, () => random.pick(['a', 'b', 'c'])))].sort(), ['a', 'b', 'c']);
    assert.throws(() => random.pick([]), RangeError);
  });
});

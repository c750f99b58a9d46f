import assert from 'node:assert/strict';
import { forgetOldest, oldestBeyond } from '../../../lib/common/forget-oldest';
import { checkLinear } from '../../support/cpu-time';

describe('forgetting the oldest entries', () => {
  for (const limit of [1, 3, 256, 257, 1000]) {
    it(`keeps the newest ${limit}, whatever else is deleted and moved to the end`, () => {
      const entries = new Map<number, number>();
      const expected: number[] = [];
      for (let key = 0; key < 5 * limit; key += 1) {
        entries.set(key, key);
        expected.push(key);
        if (key % 3 === 0 && expected.length > 2) {
          entries.delete(expected.splice(1, 1)[0] ?? -1);
        }
        if (key % 5 === 0) {
          const moved = expected.shift() ?? -1;
          entries.delete(moved);
          entries.set(moved, moved);
          expected.push(moved);
        }
        forgetOldest(entries, limit);
        expected.splice(0, expected.length - limit);
        assert.deepEqual([...entries.keys()].slice(0, 3), expected.slice(0, 3));
      }
      assert.deepEqual([...entries.keys()], expected);
    });
  }

  it('begins anew where all was deleted in between', () => {
    const entries = new Set<number>();
    for (let round = 0; round < 3; round += 1) {
      for (let key = 0; key < 700; key += 1) {
        entries.add(key);
        forgetOldest(entries, 300);
      }
      assert.deepEqual([entries.size, [...entries][0]], [300, 400]);
      entries.clear();
    }
  });

  it('names the oldest to those who have more to do than to delete it', () => {
    const entries = new Set(['a', 'b']);
    assert.equal(oldestBeyond(entries, 2), undefined);
    assert.equal(oldestBeyond(entries, 1), 'a');
  });

  it('takes no longer for each where many are kept', () => {
    checkLinear((size) => {
      const entries = new Set<number>();
      for (let key = 0; key < 4 * size; key += 1) {
        entries.add(key);
        forgetOldest(entries, size);
      }
    }, 3000);
  });
});

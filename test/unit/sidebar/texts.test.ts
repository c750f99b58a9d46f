import assert from 'node:assert/strict';
import fc from 'fast-check';
import { durationText, momentText } from '../../../plugins/gc-sidebar/lists/duration.editor';
import { passesFilter } from '../../../plugins/gc-sidebar/lists/filter.editor';
import { placeIn } from '../../../plugins/gc-sidebar/lists/sorted.editor';
import { sizeText } from '../../../plugins/gc-sidebar/recording/size.editor';

describe('the time in a state', () => {
  const lasting = (seconds: number) => durationText(1_000_000, 1_000_000 + 1000 * seconds);

  it('is written as people read it', () => {
    assert.equal(lasting(0), '0:00');
    assert.equal(lasting(7.9), '0:07');
    assert.equal(lasting(65), '1:05');
    assert.equal(lasting(3600), '1:00:00');
    assert.equal(lasting(100 * 3600 + 59), '100:00:59');
  });

  it('is not negative where clocks differ, and nothing where nobody knows', () => {
    assert.equal(lasting(-5), '0:00');
    assert.equal(durationText(undefined, 1_000_000), '');
  });
});

it('writes moments with their day unless it is today', () => {
  const now = new Date();
  const lastYear = new Date(now.getFullYear() - 1, 5, 15, 12, 30);
  assert.equal(momentText(now.getTime()), now.toLocaleTimeString());
  assert.equal(momentText(lastYear.getTime()), lastYear.toLocaleString());
});

it('writes sizes as people read them', () => {
  assert.deepEqual([0, 499, 34_400, 999_400].map(sizeText), ['0 kB', '0 kB', '34 kB', '999 kB']);
  assert.match(sizeText(999_500), /^1 MB$/);
  assert.match(sizeText(9_870_000), /^9[.,]9 MB$/);
});

describe('the filter', () => {
  const texts = ['1081 Jane Doe', 'NOT_READY', undefined, 'Lunch'];

  it('wants every word, whatever its case, anywhere', () => {
    assert.ok(passesFilter(texts, 'not_ready jane'));
    assert.ok(passesFilter(texts, ' LUNCH '));
    assert.ok(!passesFilter(texts, 'jane ready_not'));
  });

  it('lets everything through while it is empty', () => {
    assert.ok(passesFilter(texts, ''));
    assert.ok(passesFilter([], ' '));
  });

  it('does not find a word across two texts', () => {
    assert.ok(!passesFilter(['108', '1'], '1081'));
  });
});

it('puts items where a stable sort has them', () => {
  const compare = (one: { key: number }, other: { key: number }) => one.key - other.key;
  fc.assert(
    fc.property(fc.array(fc.record({ key: fc.integer({ min: 0, max: 9 }) })), (items) => {
      const sorted: { key: number }[] = [];
      for (const item of items) {
        sorted.splice(placeIn(sorted, item, compare), 0, item);
      }
      assert.deepEqual(sorted, [...items].sort(compare));
      sorted.forEach((item, place) => assert.equal(item, [...items].sort(compare)[place]));
    }),
  );
});

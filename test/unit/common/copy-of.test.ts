import assert from 'node:assert/strict';
import { copyOf } from '../../../lib/common/copy-of';
import { plainWord } from '../../../lib/protocol';
import { Redactor } from '../../../lib/trace';
import { heapUsed } from '../../support/heap';

const megabyte = 1024 * 1024;
const length = megabyte / 4;

/** Megabytes that stay in memory when something is done to 40 texts of a quarter of a megabyte each. */
function keptOf(use: (text: string, index: number) => unknown): number {
  const before = heapUsed();
  const results = Array.from({ length: 40 }, (_, index) => use('#'.repeat(length) + String(index), index));
  const kept = (heapUsed() - before) / megabyte;
  assert.equal(results.length, 40);
  return kept;
}

describe('a part of a long text', () => {
  it('is the same text on its own', () => {
    for (const text of ['', 'a', 'Anna Becker, 2001', 'é'.repeat(40), '😀'.repeat(20), '\0']) {
      assert.equal(copyOf(text), text);
    }
  });

  it('does not keep the long one in memory', () => {
    const kept = keptOf((text, index) => copyOf(`${text}03001234567890-${index}`.slice(length, length + 16)));
    assert.ok(kept < 4, `${kept.toFixed(1)} MB`);
  });

  it('keeps nothing of it in what readers and stand-ins remember', () => {
    const redactor = new Redactor({ standIns: true, destination: 'here' });
    const kept = keptOf((text, index) => {
      const name = `aName_That_Is_Longer${index}`;
      plainWord(`${text}${name}`.slice(-name.length));
      return redactor.event(`1081#Error#X_Y#${name}#${text}`).length;
    });
    assert.ok(kept < 4, `${kept.toFixed(1)} MB`);
  });
});

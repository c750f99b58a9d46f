import assert from 'node:assert/strict';
import { Memo } from '../../../lib/trace/privacy/memo';

describe('what is remembered of texts', () => {
  it('is what was made of each of them, also where more come than there are places for', () => {
    let made = 0;
    const memo = new Memo((text) => {
      made += 1;
      return `<${text}>`;
    }, 16);
    const texts = Array.from({ length: 100 }, (_, index) => `0300${index}`);
    for (const text of [...texts, ...texts, '', '', 'x'.repeat(65)]) {
      assert.equal(memo.get(text), `<${text}>`);
    }
    assert.ok(made > 100 && made <= 202);
    const before = made;
    memo.get('last');
    memo.get('last');
    memo.get('last');
    assert.equal(made, before + 1);
    memo.clear();
    memo.get('last');
    assert.equal(made, before + 2);
  });
});

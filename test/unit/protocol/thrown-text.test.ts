import assert from 'node:assert/strict';
import { thrownText } from '../../../lib/protocol';

describe('thrownText', () => {
  const refuse = () => {
    throw new Error('no text');
  };

  for (const [what, thrown, text] of [
    ['an error', new TypeError('broken'), 'broken'],
    ['a text', 'broken', 'broken'],
    ['nothing', undefined, 'undefined'],
    ['a symbol', Symbol('odd'), 'Symbol(odd)'],
    ['an object without a text', Object.create(null), 'something that has no text'],
    ['an object whose text throws', { toString: refuse }, 'something that has no text'],
    [
      'an error whose message throws',
      Object.defineProperty(new Error(), 'message', { get: refuse }),
      'something that has no text',
    ],
    ['an error whose message is no text', Object.assign(new Error(), { message: { a: 1 } }), 'object'],
    ['a megabyte', 'x'.repeat(1e6), 'x'.repeat(1000)],
  ] as const) {
    it(`of ${what}`, () => {
      assert.equal(thrownText(thrown), text);
    });
  }
});

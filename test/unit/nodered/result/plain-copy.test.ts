import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainCopy } from '../../../../lib/nodered';

describe('plainCopy', () => {
  it('makes the same of any plain data, and shares nothing with it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const before = structuredClone(data);
        const copy = plainCopy({ data });
        assert.deepEqual(copy, { data: before });
        assert.ok(sharesNothing(data, copy.data));
      }),
    );
  });

  it('leaves out what is undefined', () => {
    assert.deepEqual(Object.keys(plainCopy({ a: 1, b: undefined })), ['a']);
  });

  it('keeps a property called __proto__ a property', () => {
    const copy = plainCopy(JSON.parse('{"__proto__":{"admin":true}}') as Record<string, unknown>);
    assert.equal(copy['admin'], undefined);
    assert.deepEqual(Object.keys(copy), ['__proto__']);
  });
});

function sharesNothing(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null) {
    return true;
  }
  const others = Object.values(other as object);
  return one !== other && Object.values(one).every((value, index) => sharesNothing(value, others[index]));
}

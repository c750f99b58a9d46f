import assert from 'node:assert/strict';
import { numberOr, oneOf, type SavedField } from '../../../../lib/nodered';

const format = (field: unknown) => oneOf('store', field as string, ['json', 'text']);
const port = (field: unknown) => numberOr(61613, 'port', field as SavedField, [1, 65_535]);

describe('a field of a configuration', () => {
  it('has its default where it is empty, or a flow written by hand has null or nothing', () => {
    for (const empty of [undefined, null, '', ' ']) {
      assert.equal(format(empty), 'json');
      assert.equal(port(empty), 61_613);
    }
  });

  it('is taken as it is', () => {
    assert.equal(format('text'), 'text');
    assert.equal(port('1883'), 1883);
    assert.equal(port(1883), 1883);
  });

  it('is refused by its name where it cannot be used', () => {
    for (const wrong of ['xml', 7, {}, ['text']]) {
      assert.throws(() => format(wrong), /the store must be one of json, text/);
    }
    for (const wrong of ['x', 0, 65_536, {}, 'Infinity']) {
      assert.throws(() => port(wrong), /the port of the broker must be a number from 1 to 65535/);
    }
  });
});

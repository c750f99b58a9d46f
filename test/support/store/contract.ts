import assert from 'node:assert/strict';
import type { Store } from '../../../lib/store';
import { until } from '../wait';

/** What holds for every store. `make` gives an empty one; it is closed afterwards. */
export function keepsTheContract(make: () => Promise<Store> | Store): void {
  let store: Store;

  beforeEach(async () => {
    store = await make();
  });

  afterEach(() => store.close());

  const valuesIn = async (room: string) => (await store.list(room)).map(({ value }) => value);

  describe('put', () => {
    it('writes a record, and writes over it', async () => {
      await store.put({ room: 'r', key: 'a', value: { number: 1 } });
      await store.put({ room: 'r', key: 'a', value: { number: 2 } });
      assert.deepEqual(await valuesIn('r'), [{ number: 2 }]);
    });

    it('keeps whatever JSON can hold as it was', async () => {
      const values = [null, false, 0, -1.5e300, '', ' "\\\n\0\u2028ü😀', [], {}, [[{ z: 1, a: [null] }]]];
      const odd = JSON.parse('{ "__proto__": { "x": 1 }, "constructor": 2 }') as unknown;
      for (const [index, value] of [...values, odd].entries()) {
        await store.put({ room: 'r', key: String(index), value });
      }
      assert.deepEqual(await valuesIn('r'), [...values, odd]);
      assert.equal(JSON.stringify((await valuesIn('r')).at(-1)), JSON.stringify(odd));
    });

    it('gives copies', async () => {
      const value = { list: [1] };
      await store.put({ room: 'r', key: 'a', value });
      value.list.push(2);
      const [first] = await valuesIn('r');
      (first as typeof value).list.push(3);
      assert.deepEqual(await valuesIn('r'), [{ list: [1] }]);
    });

    it('keeps rooms apart, whatever their names', async () => {
      const names = ['a', 'A', 'a ', '__proto__', 'ä', "'; drop table gc_store; --", 'x'.repeat(500)];
      for (const name of names) {
        await store.put({ room: name, key: name, value: name });
      }
      for (const name of names) {
        assert.deepEqual(await valuesIn(name), [name]);
      }
    });
  });

  describe('once', () => {
    it('writes a record that is not there', async () => {
      assert.equal(await store.once({ room: 'r', key: 'a', value: 1 }), undefined);
      assert.deepEqual(await valuesIn('r'), [1]);
    });

    it('leaves one that is there, and shows it with its age', async () => {
      await store.once({ room: 'r', key: 'a', value: 1 });
      const found = await store.once({ room: 'r', key: 'a', value: 2 });
      assert.deepEqual([found?.key, found?.value], ['a', 1]);
      assert.ok(found && found.ageMs >= 0 && found.ageMs < 60_000);
      assert.deepEqual(await valuesIn('r'), [1]);
    });

    it('lets exactly one of many at the same time write', async () => {
      const found = await Promise.all(
        Array.from({ length: 50 }, (_, index) => store.once({ room: 'r', key: 'a', value: index })),
      );
      const [winner] = await valuesIn('r');
      assert.equal(found.filter((record) => record === undefined).length, 1);
      assert.ok(found.every((record) => record === undefined || record.value === winner));
    });

    it('writes again after the record was taken', async () => {
      await store.once({ room: 'r', key: 'a', value: 1 });
      await store.take('r', 'a');
      assert.equal(await store.once({ room: 'r', key: 'a', value: 2 }), undefined);
    });

    it('writes again when the time of the record is over', async () => {
      await store.once({ room: 'r', key: 'a', value: 1, keepMs: 30 });
      await until(async () => (await store.list('r')).length === 0);
      assert.equal(await store.once({ room: 'r', key: 'a', value: 2, keepMs: 3_600_000 }), undefined);
      assert.deepEqual(await valuesIn('r'), [2]);
    });
  });

  describe('take', () => {
    it('removes a record and returns it', async () => {
      await store.put({ room: 'r', key: 'a', value: 1 });
      assert.equal((await store.take('r', 'a'))?.value, 1);
      assert.equal(await store.take('r', 'a'), undefined);
      assert.deepEqual(await valuesIn('r'), []);
    });

    it('gives a record to exactly one of many', async () => {
      await store.put({ room: 'r', key: 'a', value: 1 });
      const taken = await Promise.all(Array.from({ length: 50 }, () => store.take('r', 'a')));
      assert.deepEqual(
        taken.filter((record) => record !== undefined).map(({ value }) => value),
        [1],
      );
    });

    it('gives nothing whose time is over', async () => {
      await store.put({ room: 'r', key: 'a', value: 1, keepMs: 30 });
      await until(async () => (await store.list('r')).length === 0);
      assert.equal(await store.take('r', 'a'), undefined);
    });
  });

  describe('list', () => {
    it('shows the records of a room in the order in which they came', async () => {
      for (const key of ['c', 'a', 'b', '10', '9']) {
        await store.put({ room: 'r', key, value: key });
      }
      await store.put({ room: 'r', key: 'c', value: 'again' });
      assert.deepEqual(await valuesIn('r'), ['again', 'a', 'b', '10', '9']);
      assert.deepEqual(await valuesIn('empty'), []);
    });
  });

  describe('expire', () => {
    it('counts what it frees, and leaves the rest', async () => {
      await store.put({ room: 'r', key: 'long', value: 2, keepMs: 3_600_000 });
      await store.put({ room: 'r', key: 'for ever', value: 3 });
      await store.put({ room: 'r', key: 'short', value: 1, keepMs: 30 });
      await until(async () => (await store.list('r')).length === 2);
      assert.equal(await store.expire(), 1);
      assert.equal(await store.expire(), 0);
      assert.deepEqual(await valuesIn('r'), [2, 3]);
    });
  });

  describe('bounds', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const wrong: readonly [string, object, RegExp][] = [
      ['a value of more than 1 MB', { value: 'x'.repeat(10 * 1024 * 1024) }, /10\.0 MB .* at most 1 MB/],
      ['a value that refers to itself', { value: cyclic }, /cannot be written as JSON/],
      ['a function', { value: () => 1 }, /type function cannot be written as JSON/],
      ['nothing', { value: undefined }, /type undefined cannot be written as JSON/],
      ['an empty key', { key: '' }, /the key .* 1 to 500 characters/],
      ['a key of 501 characters', { key: 'x'.repeat(501) }, /the key .* 1 to 500 characters/],
      ['a key with a zero character', { key: 'a\0b' }, /the key/],
      ['half a character as a key', { key: '\ud83d' }, /the key/],
      ['a room that is no text', { room: 7 }, /the room/],
      ['no time to be kept', { keepMs: 0 }, /keepMs/],
      ['a time that is no number', { keepMs: Number.NaN }, /keepMs/],
    ];
    for (const [what, part, message] of wrong) {
      it(`refuse ${what}`, async () => {
        const record = { room: 'r', key: 'a', value: 1, ...part };
        await assert.rejects(store.put(record), { code: 'GC_INVALID_PARAMETER', message });
        await assert.rejects(store.once(record), { code: 'GC_INVALID_PARAMETER', message });
        assert.deepEqual(await valuesIn('r'), []);
      });
    }

    it('let a value of just 1 MB pass', async () => {
      const value = 'x'.repeat(1024 * 1024 - 2);
      await store.put({ room: 'r', key: 'a', value });
      assert.deepEqual(await valuesIn('r'), [value]);
    });
  });

  it('says that it can be used', () => store.check());

  it('refuses everything once it is closed, and ends before that what was asked for', async () => {
    const before = store.put({ room: 'r', key: 'a', value: 1 });
    await before;
    await store.close();
    const refused = { code: 'GC_CLOSED' };
    await assert.rejects(store.put({ room: 'r', key: 'a', value: 1 }), refused);
    await assert.rejects(store.once({ room: 'r', key: 'a', value: 1 }), refused);
    await assert.rejects(store.take('r', 'a'), refused);
    await assert.rejects(store.list('r'), refused);
    await assert.rejects(store.expire(), refused);
    await assert.rejects(store.check(), refused);
    await store.close();
  });
}

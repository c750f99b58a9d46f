import assert from 'node:assert/strict';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileStore, type Store } from '../../../lib/store';
import { temporaryFolder } from '../../support/child';
import { keepsTheContract } from '../../support/store/contract';

/** A path that no test had before. */
function newFile(): string {
  return path.join(temporaryFolder('store'), 'deep', 'store.log');
}

async function withStore<T>(file: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = fileStore(file);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

const keysIn = (file: string) =>
  withStore(file, async (store) => (await store.list('r')).map(({ key }) => key));

describe('A store in a file', () => {
  keepsTheContract(() => fileStore(newFile()));

  it('has everything when it is opened again, in the same order', async () => {
    const file = newFile();
    await withStore(file, async (store) => {
      await store.put({ room: 'r', key: 'b', value: { text: 'ü\n' } });
      await store.put({ room: 'r', key: 'a', value: 1 });
      await store.put({ room: 'r', key: 'gone', value: 1 });
      await store.take('r', 'gone');
      await store.put({ room: 'r', key: 'over', value: 1, keepMs: 1 });
      await store.put({ room: 'r', key: 'b', value: { text: 'later' }, keepMs: 3_600_000 });
    });
    await withStore(file, async (store) => {
      const records = await store.list('r');
      assert.deepEqual(
        records.filter(({ key }) => key !== 'over').map(({ key, value }) => [key, value]),
        [
          ['b', { text: 'later' }],
          ['a', 1],
        ],
      );
    });
  });

  it('lets only its user read it', async () => {
    const file = newFile();
    await withStore(file, (store) => store.check());
    assert.equal((await stat(file)).mode & 0o077, 0);
  });

  it('opens half-written with all that was promised, wherever it was cut', async () => {
    const file = newFile();
    /** By the number of records promised, the size of the file. */
    const sizes: number[] = [];
    await withStore(file, async (store) => {
      await store.check();
      for (const key of ['1', '2', '3']) {
        sizes.push((await stat(file)).size);
        await store.put({ room: 'r', key, value: 'ü"\n' });
      }
    });
    const whole = await readFile(file);
    for (let bytes = 0; bytes <= whole.length; bytes += 1) {
      const cut = path.join(temporaryFolder('cut'), 'store.log');
      await writeFile(cut, whole.subarray(0, bytes));
      const promised = sizes.filter((size, index) => index > 0 && size <= bytes).length;
      const found = await withStore(cut, async (store) => {
        const keys = (await store.list('r')).map(({ key }) => key);
        await store.put({ room: 'r', key: 'new', value: 1 });
        return keys;
      });
      const complete = bytes === whole.length ? 3 : promised;
      assert.deepEqual(found, ['1', '2', '3'].slice(0, complete), `cut after ${bytes} bytes`);
      assert.deepEqual(await keysIn(cut), [...found, 'new'], `cut after ${bytes} bytes`);
    }
  });

  it('opens with all but the last line where that is not what was written', async () => {
    const file = newFile();
    await withStore(file, async (store) => {
      await store.put({ room: 'r', key: '1', value: 1 });
      await store.put({ room: 'r', key: '2', value: 2 });
    });
    const content = await readFile(file);
    content.fill(0, content.length - 10, content.length - 1);
    await writeFile(file, content);
    assert.deepEqual(await keysIn(file), ['1']);
  });

  const damages: readonly [string, (content: string) => string, RegExp][] = [
    [
      'with a damaged line in the middle',
      (text) => text.replace('"2"', '"9"'),
      /store\.log is damaged in line 4/,
    ],
    ['with a line lost in part', (text) => text.replace(/"1".*\n/, ''), /store\.log is damaged in line 3/],
    ['of a newer version', (text) => text.replace('gc-store 1', 'gc-store 2'), /newer version .*format 2/],
    [
      'with a damaged first line',
      (text) => text.replace('gc-store', 'gc-störe'),
      /damaged in its first line, or is no store/,
    ],
    ['that is another file', () => 'Some notes\nof mine\n', /is no store/],
    ['that is another file without lines', () => 'x'.repeat(1000), /is no store/],
  ];
  for (const [what, damage, message] of damages) {
    it(`refuses a file ${what}, leaves it as it is, and works when it is back`, async () => {
      const file = newFile();
      await withStore(file, async (store) => {
        for (const key of ['1', '2', '3']) {
          await store.put({ room: 'r', key, value: 1 });
        }
      });
      const good = await readFile(file, 'utf8');
      await writeFile(file, damage(good));
      await withStore(file, async (store) => {
        await assert.rejects(store.list('r'), { code: 'GC_STORE_UNAVAILABLE', message });
        await assert.rejects(store.put({ room: 'r', key: '4', value: 1 }), { code: 'GC_STORE_UNAVAILABLE' });
      });
      assert.equal(await readFile(file, 'utf8'), damage(good));
      await writeFile(file, good);
      assert.deepEqual(await keysIn(file), ['1', '2', '3']);
    });
  }

  it('does not grow without end', async () => {
    const file = newFile();
    const value = 'x'.repeat(100_000);
    await withStore(file, async (store) => {
      for (let count = 0; count < 100; count += 1) {
        await store.put({ room: 'r', key: String(count % 3), value });
      }
      assert.ok((await stat(file)).size < 3_000_000);
    });
    assert.deepEqual(await keysIn(file), ['0', '1', '2']);
  });

  it('writes what comes at the same time with one confirmation of the disk', async () => {
    const file = newFile();
    await withStore(file, async (store) => {
      await Promise.all(
        Array.from({ length: 500 }, (_, index) => store.put({ room: 'r', key: String(index), value: 1 })),
      );
      const lines = (await readFile(file, 'utf8')).split('\n').length;
      assert.ok(lines < 10, `${lines} lines`);
    });
    assert.equal((await keysIn(file)).length, 500);
  });

  it('tells each what became of its own record where one has no room', async () => {
    const store = fileStore(newFile(), { mostBytes: 1_000_000 });
    const value = 'x'.repeat(600_000);
    const results = await Promise.allSettled([
      store.put({ room: 'r', key: '1', value }),
      store.put({ room: 'r', key: '2', value }),
      store.put({ room: 'r', key: '3', value: 1 }),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    await store.close();
  });
});

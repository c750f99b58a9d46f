import assert from 'node:assert/strict';
import { memoryStore } from '../../../lib/store';
import { keepsTheContract } from '../../support/store/contract';

describe('A store in memory', () => {
  keepsTheContract(() => memoryStore());

  it('refuses more than it may hold, and takes more again when something was taken', async () => {
    const store = memoryStore({ mostBytes: 2 * 1024 * 1024 });
    const value = 'x'.repeat(900_000);
    await store.put({ room: 'r', key: '1', value });
    await store.put({ room: 'r', key: '2', value });
    await assert.rejects(store.put({ room: 'r', key: '3', value }), {
      code: 'GC_STORE_UNAVAILABLE',
      message: /the store is full: it has 2 MB of records/,
    });
    await store.put({ room: 'r', key: '2', value: 'less' });
    await store.put({ room: 'r', key: '3', value });
    assert.equal((await store.list('r')).length, 3);
  });

  it('does not hold on to records whose time is over', async () => {
    const store = memoryStore({ mostBytes: 1024 * 1024 });
    const value = 'x'.repeat(10_000);
    for (let count = 0; count < 1000; count += 1) {
      await store.put({ room: 'r', key: String(count), value, keepMs: 1e-6 });
    }
  });
});

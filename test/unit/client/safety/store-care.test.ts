import assert from 'node:assert/strict';
import sinon from 'sinon';
import { GcClient } from '../../../../lib/client';
import { StoreCare } from '../../../../lib/client/safety';
import { GcError } from '../../../../lib/protocol';
import { memoryStore, type Store } from '../../../../lib/store';

describe('the care for a store', () => {
  const broken = new GcError('GC_STORE_UNAVAILABLE', { detail: 'the disk is full', whatToDo: 'Free space.' });
  let clock: sinon.SinonFakeTimers;
  let asked: string[];
  let problem: GcError | undefined;
  let store: Store;
  let told: (string | undefined)[];
  let care: StoreCare;

  beforeEach(() => {
    clock = sinon.useFakeTimers();
    asked = [];
    problem = undefined;
    told = [];
    const inner = memoryStore();
    const answer = <T>(what: string, work: () => Promise<T>) => {
      asked.push(what);
      return problem === undefined ? work() : Promise.reject(problem);
    };
    store = {
      ...inner,
      take: () => answer('take', () => Promise.resolve(undefined)),
      check: () => answer('check', () => Promise.resolve()),
      expire: () => answer('expire', () => Promise.resolve(0)),
    };
    care = new StoreCare(store, (reason) => told.push(reason?.text));
  });

  afterEach(() => {
    clock.restore();
  });

  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 1000) {
      await clock.tickAsync(1000);
      care.pass(performance.now());
      await clock.tickAsync(0);
    }
  }

  it('looks at once, and then every half minute', async () => {
    await pass(1000);
    assert.deepEqual(asked, ['check']);
    await pass(30_000);
    assert.deepEqual(asked, ['check', 'check']);
    assert.deepEqual(told, []);
  });

  it('looks every five seconds while the store cannot be used, and tells each change once', async () => {
    problem = broken;
    await pass(11_000);
    assert.equal(asked.length, 3);
    assert.deepEqual(told, [broken.message]);
    problem = undefined;
    await pass(5000);
    assert.deepEqual(told, [broken.message, undefined]);
  });

  it('learns from what is done with the store', async () => {
    problem = broken;
    await assert.rejects(
      care.use((used) => used.take('r', 'a')),
      broken,
    );
    problem = undefined;
    await care.use((used) => used.take('r', 'a'));
    assert.deepEqual(told, [broken.message, undefined]);
  });

  it('frees the place of what is over every ten minutes', async () => {
    await pass(1_000_000);
    assert.equal(asked.filter((what) => what === 'expire').length, 1);
  });

  it('tells nothing once it is closed', async () => {
    care.close();
    problem = broken;
    await pass(1000);
    assert.deepEqual(told, []);
  });
});

describe("a client's health", () => {
  it('has a store only while that cannot be used', async () => {
    const inner = memoryStore();
    let isBroken = true;
    const check = () =>
      isBroken ? Promise.reject(new GcError('GC_STORE_UNAVAILABLE', { detail: 'no disk' })) : inner.check();
    const clock = sinon.useFakeTimers({ toFake: ['setInterval', 'performance'] });
    const brokers = [{ host: '127.0.0.1', port: 1 }];
    const client = new GcClient({ brokers, destination: 'test', store: { ...inner, check } });
    try {
      assert.equal('store' in client.health, false);
      await client.connect().catch(() => undefined);
      assert.equal(client.health.store?.condition, 'unavailable');
      assert.match(client.health.store.reason, /no disk/);
      isBroken = false;
      await clock.tickAsync(6000);
      assert.equal('store' in client.health, false);
    } finally {
      clock.restore();
      await client.close();
    }
  });
});

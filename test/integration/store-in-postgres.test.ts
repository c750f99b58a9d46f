import assert from 'node:assert/strict';
import { Keys, StoreCare, type FirstOutcome } from '../../lib/client/safety';
import type { GcError } from '../../lib/protocol';
import { postgresStore, type PostgresStoreOptions, type Store } from '../../lib/store';
import { startPostgres, type Postgres } from '../support/postgres';
import { requireFromPalette } from '../support/palette';
import { keepsTheContract } from '../support/store/contract';
import { until } from '../support/wait';

describe('A store in PostgreSQL', () => {
  let database: Postgres;
  let stores: Store[] = [];

  before(async () => {
    database = await startPostgres();
  });

  after(() => database.stop());

  beforeEach(async () => {
    await database.query('drop table if exists gc_store, gc_store_version');
  });

  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    stores = [];
    await database.start();
  });

  /** A database that has just started may take its time to let somebody in. */
  async function untilReached(store: Store): Promise<void> {
    const isReached = () =>
      store.check().then(
        () => true,
        () => false,
      );
    await until(isReached, { what: 'the database to let the store in' });
  }

  function open(options: Partial<PostgresStoreOptions> = {}): Store {
    const pg = requireFromPalette('pg') as PostgresStoreOptions['pg'];
    const { port } = database;
    const store = postgresStore({
      host: '127.0.0.1',
      port,
      database: 'postgres',
      user: 'postgres',
      pg,
      ...options,
    });
    stores.push(store);
    return store;
  }

  const unavailable = (message: RegExp) => ({ code: 'GC_STORE_UNAVAILABLE', message });

  keepsTheContract(() => open());

  it('is one for all who use the database, also while they create its tables', async () => {
    const several = Array.from({ length: 5 }, () => open());
    const found = await Promise.all(several.map((store) => store.once({ room: 'r', key: 'a', value: 1 })));
    assert.equal(found.filter((record) => record === undefined).length, 1);
    await several[0]?.take('r', 'a');
    assert.deepEqual(await several[1]?.list('r'), []);
  });

  it('lets a key that comes to two machines at the same time make one call', async () => {
    const machines = [new Keys({}, new StoreCare(open())), new Keys({}, new StoreCare(open()))];
    const outcome = { command: 'MakeCall', outcome: 'confirmed', sentAt: 1, latencyMs: 1 } as const;
    const sent: string[] = [];
    const asked = Array.from({ length: 30 }, (_, index) => `webhook-${index}`).flatMap((key) =>
      machines.map((keys) =>
        keys
          .carryOut(
            { name: 'MakeCall', parameters: { agentId: '1081' }, key },
            { timeoutMs: 60_000 },
            (onEnd) => {
              sent.push(key);
              onEnd(true);
              return Promise.resolve(outcome);
            },
          )
          .then(
            () => 'sent',
            ({ code, cause }: GcError) => `${code} ${(cause as FirstOutcome).outcome}`,
          ),
      ),
    );
    const results = await Promise.all(asked);
    assert.equal(new Set(sent).size, 30);
    assert.equal(sent.length, 30);
    assert.equal(results.filter((result) => result === 'sent').length, 30);
    const refused = results.filter((result) => result !== 'sent');
    assert.ok(
      refused.every((result) => /^GC_REPEATED_KEY (unknown|confirmed)$/.test(result)),
      refused.join(),
    );
  });

  it('fails while the database is gone, and works when it is back', async () => {
    const store = open();
    await store.put({ room: 'r', key: 'a', value: 1 });
    await database.stop();
    await assert.rejects(
      store.once({ room: 'r', key: 'a', value: 1 }),
      unavailable(/127\.0\.0\.1:.*cannot be used/),
    );
    await assert.rejects(store.check(), unavailable(/ECONNREFUSED/));
    await database.start();
    await untilReached(store);
    assert.equal((await store.once({ room: 'r', key: 'a', value: 2 }))?.value, 1);
  });

  it('works when the database comes after it', async () => {
    await database.stop();
    const store = open();
    await assert.rejects(store.check(), unavailable(/ECONNREFUSED/));
    await database.start();
    await until(() =>
      store.check().then(
        () => true,
        () => false,
      ),
    );
  });

  it('creates its table again when somebody has dropped it', async () => {
    const store = open();
    await store.put({ room: 'r', key: 'a', value: 1 });
    await database.query('drop table gc_store');
    await assert.rejects(store.list('r'), unavailable(/does not exist/));
    assert.deepEqual(await store.list('r'), []);
  });

  it('refuses the table of a newer version', async () => {
    await open().check();
    await database.query('update gc_store_version set version = 2');
    await assert.rejects(open().check(), unavailable(/newer version .*\(2; this version knows 1\)/));
  });

  it('is not held up by a database that does not answer', async () => {
    const store = open({ timeoutMs: 300 });
    await untilReached(store);
    const blocker = open();
    await blocker.put({ room: 'r', key: 'a', value: 1 });
    const locked = database.query(
      'begin; lock table gc_store in access exclusive mode; select pg_sleep(2); commit',
    );
    await until(async () => {
      const [row] = await database.query<{ count: string }>(
        "select count(*) from pg_locks where mode = 'AccessExclusiveLock' and granted and relation = 'gc_store'::regclass",
      );
      return Number(row?.count) > 0;
    });
    await assert.rejects(store.list('r'), unavailable(/cannot be used: .*timeout/));
    await locked;
    assert.equal((await blocker.list('r')).length, 1);
  });

  const wrong: readonly [string, Partial<PostgresStoreOptions>, RegExp][] = [
    [
      'a database that is not there',
      { database: 'nowhere' },
      /database "nowhere" does not exist.*Create the database/,
    ],
    [
      'a user who is not there',
      { user: 'nobody' },
      /role "nobody" does not exist.*Correct user and password/,
    ],
    ['a host that is not there', { host: 'gc.invalid' }, /gc\.invalid:.*ENOTFOUND|EAI_AGAIN/],
  ];
  for (const [what, options, message] of wrong) {
    it(`names ${what}`, () => assert.rejects(open(options).check(), unavailable(message)));
  }

  it('says how to install what it needs', async () => {
    const { port } = database;
    const store = postgresStore({ host: '127.0.0.1', port, database: 'postgres' });
    await assert.rejects(store.check(), unavailable(/needs the npm package "pg".*npm install pg/));
    await store.close();
  });

  it('needs no right to create tables where they are there', async () => {
    await open().check();
    await database.query('do $$ begin create role guest login; exception when others then null; end $$');
    await database.query('grant select, insert, update, delete on gc_store, gc_store_version to guest');
    const store = open({ user: 'guest' });
    await store.put({ room: 'r', key: 'a', value: 1 });
    await database.query('drop table gc_store, gc_store_version');
    await assert.rejects(
      open({ user: 'guest' }).check(),
      unavailable(/permission denied.*Give the user the right to create tables/),
    );
  });
});

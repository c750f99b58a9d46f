import assert from 'node:assert/strict';
import { GcError, parseEvent } from '../../../../lib/protocol';
import { memoryStore, type NewRecord, type Store } from '../../../../lib/store';
import { noon, Restarting, room } from './restarting';

const offer = (agentId: string) => `${agentId}#NewInboundCall#0300#a=1#DialogID:${agentId}`;
const drop = (agentId: string) => `${agentId}#InboundCall#DROP#DialogID:${agentId}#0300###Ann`;
const answered = (agentId: string) => [
  `${agentId}#State#TALKING##Ann`,
  `${agentId}#InboundCall#ACTIVE#DialogID:${agentId}#0300###Ann`,
];

describe('hints in a store', () => {
  let gc: Restarting;

  beforeEach(() => {
    gc = new Restarting();
  });

  afterEach(() => {
    gc.end();
  });

  /** A store that counts what is written, and does something else with that if it is told to. */
  function watched(): { store: Store; written: NewRecord[]; put?: () => Promise<void> } {
    const inner = memoryStore();
    const watching: ReturnType<typeof watched> = {
      written: [],
      store: {
        once: (record) => inner.once(record),
        take: (name, key) => inner.take(name, key),
        list: (name) => inner.list(name),
        expire: () => inner.expire(),
        check: () => inner.check(),
        close: () => inner.close(),
        put: (record) => {
          watching.written.push(record);
          return watching.put === undefined ? inner.put(record) : watching.put();
        },
      },
    };
    return watching;
  }

  async function passSecond(): Promise<void> {
    gc.hints.pass();
    await gc.wait(1);
  }

  describe('are written', () => {
    it('with the next second, and once for all that has changed in it', async () => {
      const { store, written } = watched();
      await gc.start(store);
      gc.hear(offer('1'), ...answered('1'));
      await gc.wait(0.5);
      assert.equal(written.length, 0);
      await passSecond();
      await passSecond();
      assert.deepEqual(
        written.map(({ key, keepMs }) => [key, keepMs]),
        [['1', 86_400_000]],
      );
    });

    it('of 500 agents in a second, in the order in which they changed, and of all at the end', async () => {
      const { store, written } = watched();
      await gc.start(store);
      for (let agent = 1; agent <= 1200; agent += 1) {
        gc.hear(`${agent}#State#READY##Ann`);
      }
      await passSecond();
      assert.equal(written.length, 500);
      assert.equal(written[0]?.key, '1');
      await gc.hints.close();
      assert.equal(written.length, 1200);
    });

    it('while GC tells only of other things, not at all', async () => {
      const { store, written } = watched();
      await gc.start(store);
      gc.hear('System#IN_SERVICE', '1#Error#CF_TIMEOUT', 'nonsense');
      await gc.hints.close();
      assert.deepEqual(written, []);
    });

    it('as they were before an event that comes again after a crash', async () => {
      const { store, written } = watched();
      await gc.start(store);
      gc.hear(offer('1'));
      gc.open.set('1', gc.model.hintBefore(parseEvent(drop('1'))));
      gc.hear(...answered('1'));
      await passSecond();
      await passSecond();
      const state = (record?: NewRecord) => (record?.value as { legs: { state: string }[] }).legs[0]?.state;
      assert.deepEqual(written.map(state), ['ALERTING']);
      gc.open.clear();
      await passSecond();
      await passSecond();
      assert.deepEqual(written.map(state), ['ALERTING', 'ACTIVE']);
    });

    it('not while a flow works on what only time has shown', async () => {
      const { store, written } = watched();
      await gc.start(store);
      gc.hear(offer('1'));
      gc.open.set('1', undefined);
      await passSecond();
      await gc.hints.close();
      assert.deepEqual(written, []);
    });

    it('without variables where these are many', async () => {
      const variables = (name: string) => ({ [name]: 'x'.repeat(3900) });
      const callVariables = Object.assign({}, ...['a', 'b', 'c', 'd'].map(variables)) as object;
      const call = (dialogID: string) =>
        JSON.stringify({
          type: 'NewInboundCall',
          dialogID,
          agentId: '1',
          fromAddress: '0300',
          callVariables,
        });
      await gc.start();
      gc.hear(call('5'), call('6'), call('7'));
      await gc.restart();
      gc.hear('1#InboundCall#DROP#DialogID:5####Ann', '1#State#READY##Ann');
      await gc.wait(3);
      const { callVariables: kept, callVariablesCut, fromAddress } = gc.only('CallEnded');
      assert.deepEqual([kept, callVariablesCut, fromAddress], [undefined, true, '0300']);
    });

    it('not of more than they may take together', async () => {
      const { store, written } = watched();
      await gc.start(store);
      const callVariables = { a: 'x'.repeat(3900), b: 'x'.repeat(3900), c: 'x'.repeat(3900) };
      for (let agent = 1; agent <= 1500; agent += 1) {
        const call = { type: 'NewInboundCall', dialogID: '5', agentId: String(agent), callVariables };
        gc.hear(JSON.stringify(call));
      }
      await gc.hints.close();
      const size = written.reduce((sum, { value }) => sum + JSON.stringify(value).length, 0);
      assert.ok(written.length > 1000 && size < 17_000_000, `${written.length} with ${size} characters`);
    });

    it('of no agent whose id no store can hold', async () => {
      const { store, written } = watched();
      await gc.start(store);
      for (const agentId of ['', 'a\0b', '\ud800', 'x'.repeat(200)]) {
        gc.hear(JSON.stringify({ type: 'NewInboundCall', dialogID: '5', fromAddress: '1', agentId }));
      }
      await gc.hints.close();
      assert.deepEqual([written, gc.problems], [[], []]);
    });
  });

  describe('that are damaged', () => {
    async function stored(): Promise<Record<string, unknown>> {
      await gc.start();
      gc.hear(offer('1'), ...answered('1'));
      await gc.hints.close();
      const [record] = await gc.store.list(room);
      return record?.value as Record<string, unknown>;
    }

    /** Starts with this in place of the hint, and looks what comes of the call. */
    async function startWith(value: unknown): Promise<void> {
      await gc.store.put({ room, key: '1', value });
      await gc.start();
      gc.hear(drop('1'), '1#State#READY##Ann');
      await gc.wait(3);
    }

    const wrong = [null, 5, -1, 1e300, '', 'x'.repeat(1000), [], {}, true, [[]], { a: 5 }, [5]];

    it('end nothing, and are dropped', async () => {
      const { version, legs, agent } = await stored();
      const [leg] = legs as Record<string, unknown>[];
      for (const name of [
        'leg',
        'kind',
        'direction',
        'state',
        'startedAt',
        'holds',
        'isEndTold',
        'changedAt',
      ]) {
        await startWith({ version, agent, legs: [{ ...leg, [name]: { hostile: true } }] });
        assert.deepEqual(gc.told('CallEnded'), [], name);
      }
    });

    it('make no event that nobody could make, whatever stands in them', async () => {
      const { version, legs, agent } = await stored();
      const [leg = {}] = legs as Record<string, unknown>[];
      for (const value of wrong) {
        await startWith(value);
        await startWith({ version, agent, legs: value });
        await startWith({ version, agent: value, legs });
        for (const name of [...Object.keys(leg), 'participants', 'outcome', 'hungUpBy', '__proto__']) {
          const hostile = JSON.parse(
            JSON.stringify(leg).replace(/^\{/, `{"${name}":${JSON.stringify(value)},`),
          );
          await startWith({ version, agent, legs: [{ ...leg, [name]: value }, hostile] });
        }
      }
      assert.deepEqual(gc.problems, []);
    });

    it('leave the others alone', async () => {
      const { version, legs } = await stored();
      const [leg] = legs as Record<string, unknown>[];
      await startWith({
        version,
        agent: { state: 5 },
        legs: [5, { ...leg, kind: 'odd', dialogId: '9' }, leg],
      });
      assert.equal(gc.only('CallEnded').answeredAt, noon);
    });

    it('or of a newer version count for nothing', async () => {
      const value = await stored();
      await startWith({ ...value, version: 2 });
      assert.deepEqual(gc.told('CallEnded'), []);
    });
  });

  describe('in a store that fails', () => {
    const broken = new GcError('GC_STORE_UNAVAILABLE', { detail: 'the disk is full' });

    it('are written once it works again; in between its state says why not', async () => {
      const watching = watched();
      watching.put = () => Promise.reject(broken);
      await gc.start(watching.store);
      gc.hear(offer('1'), offer('2'), offer('3'));
      for (let second = 0; second < 4; second += 1) {
        await passSecond();
      }
      assert.equal(watching.written.length, 2);
      assert.deepEqual(gc.problems, [broken.message]);
      delete watching.put;
      await gc.wait(2);
      await passSecond();
      assert.deepEqual(gc.problems, [broken.message, undefined]);
      assert.equal((await watching.store.list(room)).length, 3);
    });

    it('let the client begin and end without them', async () => {
      const list = () => Promise.reject(broken);
      await gc.start({ ...watched().store, list, put: list });
      gc.hear(offer('1'));
      await gc.hints.close();
      assert.deepEqual([gc.problems, gc.warnings], [[broken.message], []]);
    });
  });

  describe('in a store that never answers', () => {
    const never = () => new Promise<never>(() => undefined);

    it('let the client begin after two seconds, with a warning', async () => {
      const starting = gc.start({ ...watched().store, list: never });
      let isOver = false;
      void starting.then(() => {
        isOver = true;
      });
      await gc.clock.tickAsync(1999);
      assert.equal(isOver, false);
      await gc.clock.tickAsync(1);
      assert.equal(isOver, true);
      assert.match(gc.warnings[0]?.message ?? '', /did not answer in time/);
    });

    it('let it go on, and end after one second', async () => {
      let asked = 0;
      const put = () => {
        asked += 1;
        return never();
      };
      await gc.start({ ...watched().store, put });
      for (let agent = 1; agent <= 5; agent += 1) {
        gc.hear(offer(String(agent)));
        await passSecond();
      }
      assert.equal(asked, 1);
      const ending = gc.hints.close();
      await gc.clock.tickAsync(1000);
      await ending;
    });
  });
});

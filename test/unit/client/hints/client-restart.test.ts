import assert from 'node:assert/strict';
import sinon from 'sinon';
import { GcClient, type GcClientOptions } from '../../../../lib/client';
import type { DerivedEvent } from '../../../../lib/protocol';
import { memoryStore, type Store } from '../../../../lib/store';
import { ScriptedGc } from '../../../support/scripted-gc';
import { until } from '../../../support/wait';

const offer = '1081#NewInboundCall#0300#a=1#DialogID:5';
const answered = '1081#InboundCall#ACTIVE#DialogID:5#0300###Ann';
const dropped = '1081#InboundCall#DROP#DialogID:5#0300###Ann';

describe('a client that is started again', () => {
  let gc: ScriptedGc;
  let client: GcClient;
  let store: Store;
  let derived: DerivedEvent[];
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['Date', 'performance'] });
    store = memoryStore();
  });

  afterEach(async () => {
    sinon.restore();
    await client.close();
    await gc.close();
  });

  /** GC with a client that knows an answered call; then the client after it. */
  async function restartInCall(options: Partial<GcClientOptions> = {}): Promise<void> {
    gc = await ScriptedGc.start({ destination: options.destination ?? 'test-client' });
    await start(options);
    await gc.publish(offer, answered);
    await until(() => find('CallAnswered'));
    await client.close();
    await start(options);
  }

  async function start(options: Partial<GcClientOptions> = {}): Promise<void> {
    derived = [];
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
      destination: 'test-client',
      store,
      hintRoom: 'model',
      ...options,
    });
    client.on('derived', (event) => {
      derived.push(event);
    });
    await client.connect();
    await until(() => client.health.gc.condition === 'in-service');
  }

  function find<T extends DerivedEvent['type']>(type: T): Extract<DerivedEvent, { type: T }> | undefined {
    return derived.find((event): event is Extract<DerivedEvent, { type: T }> => event.type === type);
  }

  it('asks for a call of which GC says nothing, and ends it if GC does not know it', async () => {
    await restartInCall();
    clock.tick(11_000);
    const { type, body } = await gc.next();
    assert.deepEqual([type, body], ['getdialogstate#1081', '5']);
    assert.deepEqual(client.snapshot().calls, []);
    await gc.publish('1081#Error#NO_DIALOG_ID');
    const { recovered, incomplete, outcome, durations } = await until(() => find('CallEnded'));
    assert.deepEqual([recovered, incomplete, outcome], [true, undefined, 'answered']);
    assert.ok(durations.talk >= 11);
    assert.deepEqual(client.callsOf('1081'), []);
  });

  it('goes on with a call that GC knows', async () => {
    await restartInCall();
    clock.tick(11_000);
    await gc.next();
    await gc.publish('1081#DialogState#ACTIVE#5#Ann');
    const [call] = await until(() =>
      client.callsOf('1081').length > 0 ? client.callsOf('1081') : undefined,
    );
    assert.ok(call?.answeredAt !== undefined && call.answeredAt <= Date.now() - 11_000);
    assert.equal(find('CallAnswered'), undefined);
  });

  it('is not connected before it has read what the store has', async () => {
    gc = await ScriptedGc.start();
    let answer: () => void = () => undefined;
    const list = sinon.stub(store, 'list').callsFake(
      () =>
        new Promise((resolve) => {
          answer = () => {
            resolve([]);
          };
        }),
    );
    const starting = start();
    await until(() => list.called);
    await new Promise(setImmediate);
    assert.equal(client.health.broker.condition, 'disconnected');
    answer();
    await starting;
  });

  it('stays closed if it is closed while it reads', async () => {
    gc = await ScriptedGc.start();
    await start();
    await client.close();
    const starting = start();
    await client.close();
    await assert.rejects(starting, { code: 'GC_CLOSED' });
  });

  it('keeps nothing unless it is asked to', async () => {
    const all = (['put', 'list', 'take'] as const).map((verb) => sinon.spy(store, verb));
    await restartInCall({ hintRoom: undefined });
    await gc.publish(dropped);
    await until(() => client.snapshot().counters.events['InboundCall']);
    assert.ok(all.every(({ notCalled }) => notCalled));
    assert.equal(find('CallEnded'), undefined);
  });

  it('derives again what listeners of a queue had not done, and knows what was before', async () => {
    const destination = 'VirtualTopic.test';
    const options: Partial<GcClientOptions> = { destination, delivery: { kind: 'queue', name: 'flows' } };
    gc = await ScriptedGc.start({ destination });
    await start(options);
    await gc.publish(offer);
    await until(() => find('CallOffered'));
    await until(async () => (await store.list('model')).length > 0);
    const workOn: (event: object) => unknown = () => new Promise(() => undefined);
    client.on('event', workOn);
    await gc.publish(answered);
    await until(() => find('CallAnswered'));
    await client.close();
    await start(options);
    await gc.publish(dropped);
    const { answeredAt, incomplete, callVariables } = await until(() => find('CallEnded'));
    assert.equal(answeredAt, (await until(() => find('CallAnswered'))).at);
    assert.deepEqual([incomplete, callVariables], [undefined, { a: '1' }]);
    assert.equal(find('CallOffered'), undefined);
  });
});

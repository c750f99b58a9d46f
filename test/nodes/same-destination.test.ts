import assert from 'node:assert/strict';
import { connectionTo, Flow, type FlowNode } from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';

describe('two connections', () => {
  let gc: ScriptedGc;
  let flow: Flow | undefined;

  before(async () => {
    gc = await ScriptedGc.start();
  });

  after(() => gc.close());

  afterEach(async () => {
    await flow?.stop();
    flow = undefined;
  });

  /** With these properties; each has a node that uses it. */
  async function start(...connections: Record<string, unknown>[]): Promise<Flow> {
    const nodes = connections.flatMap((properties, index): FlowNode[] => {
      const id = `connection-${index + 1}`;
      const connection = { ...connectionTo(gc.broker.port), id, name: `GC ${index + 1}`, ...properties };
      return [connection, { id: `user-${index + 1}`, type: 'gc-event-in', connection: id, wires: [[]] }];
    });
    flow = await Flow.start(nodes);
    return flow;
  }

  function warned(running: Flow): (string | undefined)[] {
    const lines = running.log('warn').filter(({ msg }) => String(msg).includes('same destination'));
    return lines.map(({ id }) => id);
  }

  it('warn about each other where they have the same destination at a broker', async () => {
    const running = await start({ destination: 'one' }, { destination: 'one' }, { destination: 'other' });
    assert.deepEqual(warned(running), ['connection-1', 'connection-2']);
    const [line] = running.log('warn').filter(({ id }) => id === 'connection-2');
    assert.match(String(line?.msg), /‘GC 1’ have the same destination, "one".*flows get each event twice/);
  });

  it('are compared by all their brokers', async () => {
    const standbys = [{ host: '127.0.0.1', port: String(gc.broker.port) }];
    const running = await start(
      { destination: 'one' },
      { destination: 'one', host: 'localhost', port: '1', standbys },
    );
    assert.deepEqual(warned(running), ['connection-1', 'connection-2']);
  });

  for (const [what, properties] of [
    ['at another broker', { destination: 'one', port: '1' }],
    ['to the simulator', { destination: 'one', mode: 'simulator' }],
    ['with another destination', { destination: 'other' }],
  ] as const) {
    it(`do not where one is ${what}`, async () => {
      assert.deepEqual(warned(await start({ destination: 'one' }, properties)), []);
    });
  }

  it('do so where one reads a queue, and do not where both share one', async () => {
    const shared = { destination: 'VirtualTopic.one', delivery: 'queue', consumerName: 'hot' };
    const running = await start(shared, shared, { destination: 'VirtualTopic.one' });
    assert.deepEqual(warned(running), ['connection-1', 'connection-2', 'connection-3']);
    const [line] = running.log('warn').filter(({ id }) => id === 'connection-1');
    assert.match(String(line?.msg), /This connection and ‘GC 3’ have/);
  });

  it('do not where no node uses one of them', async () => {
    flow = await Flow.start([
      { ...connectionTo(gc.broker.port), destination: 'one' },
      { ...connectionTo(gc.broker.port), id: 'spare', destination: 'one' },
      { id: 'user', type: 'gc-event-in', connection: 'connection', wires: [[]] },
    ]);
    assert.deepEqual(warned(flow), []);
  });

  it('do so once, not after every deploy', async () => {
    const running = await start({ destination: 'one' }, { destination: 'one' });
    await running.deploy('nodes', { 'user-1': { types: ['State'] } });
    assert.equal(warned(running).length, 2);
  });
});

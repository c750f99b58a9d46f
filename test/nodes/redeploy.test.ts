import assert from 'node:assert/strict';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow, type FlowNode } from '../support/flow';
import { until } from '../support/wait';

describe('a deploy', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  const nodes: FlowNode[] = [
    { id: 'dial', type: 'make-call', connection: 'connection', wires: [['out']] },
    { id: 'in', type: 'gc-event-in', connection: 'connection', types: ['State'], wires: [['out']] },
    { id: 'system', type: 'gc-event-in', connection: 'connection', types: ['System'], wires: [['first']] },
    { id: 'first', type: 'helper' },
    { id: 'out', type: 'helper' },
  ];

  beforeEach(async () => {
    gc = await ScriptedGc.start();
    flow = await Flow.start([connectionTo(gc.broker.port), ...nodes]);
    await flow.next('first');
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  /** Each session with the broker begins with a question to GC. */
  const sessions = () => gc.heartbeats.length;

  async function showsEvents(): Promise<void> {
    await gc.publish('1081#State#READY##Ann');
    assert.equal((await flow.next('out')).topic, '1081/State/READY');
    assert.deepEqual(flow.unread('out'), []);
  }

  for (const kind of ['full', 'flows', 'nodes'] as const) {
    it(`of the kind "${kind}" keeps the session where the connection is the same`, async () => {
      const change = { in: { agents: '1081' } };
      await flow.deploy(kind, change);
      await showsEvents();
      assert.equal(sessions(), 1);
      assert.equal(gc.broker.connections, 2);
      assert.match(String(flow.statusOf('in')?.['text']), /status\.connected$/);
    });

    it(`of the kind "${kind}" begins a new session where the connection has changed`, async () => {
      await flow.deploy(kind, { connection: { timeout: '5' } });
      await until(() => sessions() === 2, { what: 'the new session' });
      await flow.next('first');
      await showsEvents();
      assert.equal(gc.broker.connections, 2);
    });
  }

  it('leaves nothing behind, however often', async () => {
    const listeners = () => process.eventNames().length + handles();
    await flow.deploy('full');
    const before = listeners();
    for (let times = 0; times < 20; times += 1) {
      await flow.deploy('full');
    }
    await showsEvents();
    assert.equal(sessions(), 1);
    assert.ok(listeners() <= before, `${listeners()} instead of ${before}`);
  });
});

/** Sockets, servers and timers. */
function handles(): number {
  return process.getActiveResourcesInfo().filter((kind) => /TCP|Timeout/.test(kind)).length;
}

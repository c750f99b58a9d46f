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

  describe('keeps the keys that have come', () => {
    const dial = (key: string) => flow.send('dial', { agentId: '1081', payload: '2002', gc: { key } });
    const refused = async (key: string) => {
      dial(key);
      let error = (await flow.next('caught')).error;
      // What was under way when the node was deployed.
      while (error?.code === 'GC_CLOSED') {
        error = (await flow.next('caught')).error;
      }
      assert.equal(error?.code, 'GC_REPEATED_KEY');
    };

    for (const kind of ['full', 'flows', 'nodes'] as const) {
      for (const [what, change] of [
        ['nothing', {}],
        ['the settings of the connection', { connection: { timeout: '5' } }],
        ['its name', { connection: { name: kind } }],
        ['for how long keys count', { connection: { repeatWithin: '60' } }],
        ['the node that dials', { dial: { name: 'other' } }],
      ] as const) {
        it(`where a deploy of the kind "${kind}" changes ${what}`, async () => {
          const key = `${kind} ${what}`;
          dial(key);
          assert.equal((await gc.next()).type, 'MakeCall#1081');
          await flow.deploy(kind, change);
          await refused(key);
          assert.deepEqual(gc.unread, []);
        });
      }

      it(`where a deploy of the kind "${kind}" changes the broker, and forgets one that was not sent`, async () => {
        const other = await ScriptedGc.start();
        try {
          const key = `${kind} broker`;
          dial(key);
          assert.equal((await gc.next()).type, 'MakeCall#1081');
          await flow.deploy(kind, { connection: { port: String(other.broker.port) } });
          await refused(key);
          dial(`${key} 2`);
          assert.equal((await other.next()).type, 'MakeCall#1081');
          assert.deepEqual([gc.unread, other.unread], [[], []]);
        } finally {
          await flow.deploy('full', { connection: { port: String(gc.broker.port) } });
          await other.close();
        }
      });
    }

    it('while the connection is disabled', async () => {
      dial('disabled');
      assert.equal((await gc.next()).type, 'MakeCall#1081');
      const { d, ...enabled } = { ...connectionTo(gc.broker.port), d: true };
      assert.equal(d, true);
      await flow.stop();
      flow = await Flow.start([enabled, ...nodes]);
      await refused('disabled');
    });
  });

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

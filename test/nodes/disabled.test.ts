import assert from 'node:assert/strict';
import type { Node, NodeAPI, NodeDef } from 'node-red';
import { connectionTo, Flow, type FlowNode } from '../support/flow';
import { ScriptedGc } from '../support/scripted-gc';

const spare: FlowNode = { ...connectionTo(1), id: 'spare', name: 'Spare', d: true };
const ofSpare = { connection: 'spare', wires: [[]] };

describe('a config node that is disabled', () => {
  let flow: Flow | undefined;

  afterEach(async () => {
    await flow?.stop();
    flow = undefined;
  });

  for (const type of ['make-call', 'gc-wait', 'gc-later', 'gc-snapshot', 'gc-simulator']) {
    it(`is named by the error of ${type}`, async () => {
      flow = await Flow.start([spare, { id: 'node', type, ...ofSpare }]);
      flow.send('node', { agentId: '1081', payload: '2002' });
      const { error } = await flow.next('caught');
      assert.equal(error?.code, 'GC_NO_CONNECTION');
      assert.match(error.message, /connection ‘Spare’ is disabled .*Enable the connection and deploy/);
    });
  }

  for (const type of ['make-call', 'gc-event-in', 'gc-trigger']) {
    it(`is named in the log, and in the status, of ${type}`, async () => {
      flow = await Flow.start([spare, { id: 'node', type, states: ['READY'], ...ofSpare }]);
      assert.match(String(flow.log('error')[0]?.msg), /connection ‘Spare’ is disabled/);
      const status = flow.statusOf('node') as { text: string };
      assert.match(status.text, /gc-connection\.status\.disabled$/);
    });
  }

  it('may be so because its flow is', async () => {
    const tab = { id: 'away', type: 'tab', disabled: true };
    const connection = { ...spare, d: false };
    flow = await Flow.start([
      tab,
      { ...connection, z: 'away' },
      { id: 'node', type: 'make-call', ...ofSpare },
    ]);
    flow.send('node', { agentId: '1081', payload: '2002' });
    assert.match((await flow.next('caught')).error?.message ?? '', /connection ‘Spare’ is disabled/);
  });

  it('is not meant where none is chosen, or it does not exist', async () => {
    flow = await Flow.start([{ id: 'node', type: 'make-call', connection: 'gone', wires: [[]] }]);
    flow.send('node', { agentId: '1081', payload: '2002' });
    assert.match((await flow.next('caught')).error?.message ?? '', /the node has no GC connection/);
  });

  describe('for an agent or for TLS', () => {
    let gc: ScriptedGc;
    const ann: FlowNode = { id: 'ann', type: 'gc-agent', agentId: '1081', name: 'Ann', d: true };
    const state = { id: 'node', type: 'agent-state', connection: 'connection', wires: [[]] };

    for (const type of ['gc-event-in', 'gc-trigger']) {
      it(`is named in the log of ${type}, which does not begin`, async () => {
        const node = { ...state, type, states: ['READY'], agents: 'ann' };
        flow = await Flow.start([connectionTo(gc.broker.port), ann, node]);
        assert.match(String(flow.log('error')[0]?.msg), /agent ‘Ann’ is disabled .*Enable the agent/);
      });
    }

    before(async () => {
      gc = await ScriptedGc.start();
    });

    after(() => gc.close());

    it('is named where it is chosen', async () => {
      flow = await Flow.start([connectionTo(gc.broker.port), ann, { ...state, agent: 'ann' }]);
      flow.send('node', { payload: 'ready' });
      const { error } = await flow.next('caught');
      assert.equal(error?.code, 'GC_INVALID_CONFIGURATION');
      assert.match(error.message, /agent ‘Ann’ is disabled .*Enable the agent and deploy/);
    });

    it('is named where its password is missing', async () => {
      flow = await Flow.start([connectionTo(gc.broker.port), ann, state]);
      flow.send('node', { agentId: '1081', payload: 'login' });
      const { error } = await flow.next('caught');
      assert.equal(error?.code, 'GC_NO_PASSWORD');
      assert.match(error.message, /agent ‘Ann’ is disabled/);
    });

    it('is named where a connection uses it', async () => {
      const tls: FlowNode = { id: 'tls', type: 'tls-config', name: 'Inside', d: true };
      flow = await Flow.start([connectionTo(gc.broker.port, { tls: 'tls' }), tls, state], {}, [withTls]);
      flow.send('node', { agentId: '1081', payload: 'ready' });
      assert.match(
        (await flow.next('caught')).error?.message ?? '',
        /TLS configuration ‘Inside’ is disabled/,
      );
    });
  });
});

/** Node-RED's own node, which the test helper lacks. */
function withTls(RED: NodeAPI): void {
  RED.nodes.registerType('tls-config', function (this: Node, config: NodeDef) {
    RED.nodes.createNode(this, config);
  });
}

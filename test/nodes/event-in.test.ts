import assert from 'node:assert/strict';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow, type FlowNode } from '../support/flow';

describe('gc-event-in', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  /** The nodes listen from the moment the answer to the first heartbeat has come. */
  async function start(...nodes: FlowNode[]): Promise<Flow> {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      ...nodes.map((node) => ({ connection: 'connection', ...node })),
      { id: 'system', type: 'gc-event-in', connection: 'connection', types: ['System'], wires: [['first']] },
      { id: 'first', type: 'helper' },
      { id: 'out', type: 'helper' },
      { id: 'other', type: 'helper' },
    ]);
    await flow.next('first');
    return flow;
  }

  it('emits an event with all that a flow needs at the top of the message', async () => {
    await start({ id: 'in', type: 'gc-event-in', types: ['State'], wires: [['out']] });
    const raw = '1081#State#READY##Ann Lee';
    await gc.publish(raw);
    const { _msgid, gc: details, ...message } = await flow.next('out');
    assert.equal(typeof _msgid, 'string');
    assert.deepEqual(message, {
      topic: '1081/State/READY',
      payload: { type: 'State', agentId: '1081', state: 'READY' },
      agentId: '1081',
    });
    const { receivedAt, ...rest } = details as Record<string, unknown>;
    assert.deepEqual(rest, { format: 'text', message: 'Your State: Ready', raw });
    assert.equal(typeof receivedAt, 'number');
  });

  it('puts the dialog at the top, and the code of an error into the topic', async () => {
    await start({ id: 'in', type: 'gc-event-in', types: ['NewInboundCall', 'Error'], wires: [['out']] });
    await gc.publish('1081#NewInboundCall#0300#0300#DialogID:5', '1081#Error#NO_DIALOG_ID');
    const call = await flow.next('out');
    assert.deepEqual([call.topic, call.agentId, call.dialogId], ['1081/NewInboundCall', '1081', '5']);
    const error = await flow.next('out');
    assert.equal(error.topic, '1081/Error/NO_DIALOG_ID');
    assert.equal((error.gc as { message: string }).message, 'Invalid operation or call not found.');
  });

  it('filters by type, agent and state', async () => {
    await start(
      {
        id: 'in',
        type: 'gc-event-in',
        types: ['State'],
        agents: '1081, 1083',
        states: 'ready,TALKING',
        wires: [['out']],
      },
      { id: 'all', type: 'gc-event-in', wires: [['other']] },
    );
    await gc.publish(
      '1081#State#NOT_READY##Ann',
      '1082#State#READY##Bob',
      '1081#InboundCall#READY#Ann',
      '1083#State#TALKING##Cem',
      '1081#State#READY##Ann',
    );
    assert.equal((await flow.next('out')).topic, '1083/State/TALKING');
    assert.equal((await flow.next('out')).topic, '1081/State/READY');
    assert.deepEqual(flow.unread('out'), []);
  });

  it('gives every node an object of its own', async () => {
    await start(
      { id: 'in', type: 'gc-event-in', types: ['State'], wires: [['out']] },
      { id: 'in2', type: 'gc-event-in', types: ['State'], wires: [['other']] },
    );
    await gc.publish('1081#State#READY##Ann');
    const [one, other] = [await flow.next('out'), await flow.next('other')];
    assert.deepEqual(one.payload, other.payload);
    assert.notEqual(one.payload, other.payload);
    assert.notEqual(one._msgid, other._msgid);
  });

  it('emits what it cannot read as Unknown, with the reason and the text', async () => {
    await start({ id: 'in', type: 'gc-event-in', types: ['Unknown'], wires: [['out']] });
    await gc.publish('rubbish');
    const { topic, payload } = await flow.next('out');
    assert.equal(topic, 'Unknown');
    assert.deepEqual(payload, { type: 'Unknown', reason: 'the message is no event of GC', raw: 'rubbish' });
  });

  it('emits again after the broker was gone', async () => {
    await start({ id: 'in', type: 'gc-event-in', types: ['State'], wires: [['out']] });
    gc.broker.dropConnections();
    await flow.next('first');
    await gc.publish('1081#State#READY##Ann');
    assert.equal((await flow.next('out')).topic, '1081/State/READY');
  });
});

import assert from 'node:assert/strict';
import type { GcEvent } from '../../lib/protocol';
import { connectionTo, Flow, type FlowNode } from '../support/flow';

describe('gc-simulator', () => {
  let flow: Flow;

  afterEach(async () => {
    await flow.stop();
  });

  const simulated: FlowNode = { id: 'connection', type: 'gc-connection', mode: 'simulator' };

  function start(connection: FlowNode = simulated): Promise<Flow> {
    const own = { connection: 'connection', wires: [['out']] };
    return Flow.start([
      connection,
      { id: 'state', type: 'agent-state', ...own },
      { id: 'dial', type: 'make-call', ...own },
      { id: 'call', type: 'gc-call-control', ...own },
      { id: 'simulator', type: 'gc-simulator', ...own },
      {
        id: 'ringing',
        type: 'gc-event-in',
        connection: 'connection',
        types: ['NewInboundCall'],
        wires: [['answer']],
      },
      {
        id: 'answer',
        type: 'gc-call-control',
        ...own,
        action: 'answer',
        actionType: 'action',
        wires: [['answered']],
      },
      { id: 'out', type: 'helper' },
      { id: 'answered', type: 'helper' },
    ]);
  }

  /** Sends a message into a node and returns the event that confirmed its command. */
  async function outcome(id: string, message: Record<string, unknown>): Promise<GcEvent> {
    flow.send(id, message);
    const { payload, gc } = await flow.next('out');
    assert.equal((gc as { outcome: string }).outcome, 'confirmed');
    return payload as GcEvent;
  }

  function stateOf(event: GcEvent): string | undefined {
    return 'state' in event ? event.state : undefined;
  }

  for (const [simulatorFormat, simulatorFlavour] of [
    ['json', 'ucce'],
    ['text', 'uccx'],
    ['text-old', 'ucce'],
  ] as const) {
    it(`lets an agent work a day without any GC (${simulatorFormat}, ${simulatorFlavour})`, async () => {
      flow = await start({ ...simulated, simulatorFormat, simulatorFlavour });
      const agentId = '1081';
      assert.equal(stateOf(await outcome('state', { agentId, payload: 'login' })), 'NOT_READY');
      assert.equal(stateOf(await outcome('state', { agentId, payload: 'ready' })), 'READY');

      flow.send('simulator', { payload: 'incoming-call', to: agentId, from: '03001234567' });
      const { payload: done } = await flow.next('out');
      const { dialogId, ...rest } = done as { dialogId: string };
      assert.deepEqual(rest, { action: 'incoming-call', to: agentId, from: '03001234567' });
      const answered = await flow.next('answered');
      assert.equal(answered.dialogId, dialogId);
      assert.equal(stateOf(answered.payload as GcEvent), 'ACTIVE');

      assert.equal(stateOf(await outcome('call', { agentId, dialogId, payload: 'hold' })), 'HELD');
      assert.equal(stateOf(await outcome('call', { agentId, dialogId, payload: 'retrieve' })), 'ACTIVE');
      assert.equal(stateOf(await outcome('call', { agentId, dialogId, payload: 'release' })), 'DROP');

      assert.equal(stateOf(await outcome('state', { agentId, payload: 'not-ready' })), 'NOT_READY');
      assert.equal(stateOf(await outcome('dial', { agentId, payload: '03007654321' })), 'INITIATING');
      assert.equal(
        stateOf(await outcome('call', { agentId, dialogId: Number(dialogId) + 1, payload: 'release' })),
        'DROP',
      );
      assert.equal(stateOf(await outcome('state', { agentId, payload: 'logout' })), 'LOGOUT');
      assert.deepEqual(flow.unread('caught'), []);
    });
  }

  it('tells what it cannot do', async () => {
    flow = await start();
    for (const [message, code] of [
      [{ payload: 'dance' }, 'GC_INVALID_PARAMETER'],
      [{ payload: 'incoming-call', from: '0300' }, 'GC_INVALID_PARAMETER'],
      [{ payload: 'incoming-call', to: '1081', from: {} }, 'GC_INVALID_PARAMETER'],
      [{ payload: 'incoming-call', to: '9999', from: '0300' }, 'USER_NOT_FOUND'],
      [{ payload: 'incoming-call', to: '1081', from: '0300' }, 'CF_INVALID_OBJECT_STATE'],
      [{ payload: 'customer-hangs-up', to: '1081' }, 'NO_DIALOG_ID'],
    ] as const) {
      flow.send('simulator', { ...message });
      assert.equal((await flow.next('caught')).error?.code, code, JSON.stringify(message));
    }
  });

  it('takes GC out of service and back', async () => {
    flow = await start();
    flow.send('simulator', { payload: 'out-of-service' });
    assert.deepEqual((await flow.next('out')).payload, { action: 'out-of-service' });
    flow.send('simulator', { payload: 'in-service' });
    assert.deepEqual((await flow.next('out')).payload, { action: 'in-service' });
  });

  it('refuses to work on a connection to a real GC', async () => {
    flow = await start(connectionTo(1));
    flow.send('simulator', { payload: 'incoming-call', to: '1081', from: '0300' });
    assert.equal((await flow.next('caught')).error?.code, 'GC_NO_SIMULATOR');
  });
});

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
      { id: 'ring', type: 'make-call', ...own, stage: 'ringing' },
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

  for (const [simulatorDialect, simulatorFlavour] of [
    ['specified-json', 'ucce'],
    ['specified-new', 'uccx'],
    ['specified-old', 'ucce'],
    ['observed', 'uccx'],
  ] as const) {
    it(`lets an agent work a day without any GC (${simulatorDialect}, ${simulatorFlavour})`, async () => {
      flow = await start({ ...simulated, simulatorDialect, simulatorFlavour });
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
      [{ payload: 'customer-answers', to: '1081' }, 'NO_DIALOG_ID'],
      [{ payload: 'no-answer', to: '1081' }, 'NO_DIALOG_ID'],
      [{ payload: 'preview-call', to: '1081', number: '0300' }, 'CF_INVALID_OBJECT_STATE'],
      [{ payload: 'preview-call', to: '1081' }, 'GC_INVALID_PARAMETER'],
      [{ payload: 'fault-on' }, 'GC_INVALID_PARAMETER'],
      [{ payload: 'fault-on', fault: 'earthquake' }, 'GC_INVALID_PARAMETER'],
      [{ payload: 'fault-on', fault: 'late-reply', delayMs: 'long' }, 'GC_INVALID_PARAMETER'],
      [{ payload: 'fault-on', fault: 'stray-error' }, 'CF_INVALID_OBJECT_STATE'],
      [{ payload: 'fault-off', fault: 'garbage' }, 'GC_INVALID_PARAMETER'],
      [{ payload: 'load-on', agents: 0 }, 'GC_INVALID_PARAMETER'],
    ] as const) {
      flow.send('simulator', { ...message });
      assert.equal((await flow.next('caught')).error?.code, code, JSON.stringify(message));
    }
  });

  it('says which call did not allow to dial, and what to do about a failed call works', async () => {
    flow = await start();
    const agentId = '1081';
    await outcome('state', { agentId, payload: 'login' });

    flow.send('ring', { agentId, payload: '486' });
    const { error: busy } = await flow.next('caught');
    const call = String(busy?.cause?.['dialogId']);
    assert.equal(busy?.code, 'GC_CALL_FAILED');

    flow.send('dial', { agentId, payload: '03007654321' });
    const { error: refused } = await flow.next('caught');
    assert.match(
      refused?.message ?? '',
      new RegExp(`the agent is NOT_READY, call ${call} is FAILED \\(CF_INVALID_OBJECT_STATE\\)`),
    );
    assert.equal(refused?.cause?.['whatToDo'], 'Hang up that call or wait until it ends, then dial again.');

    await outcome('call', { agentId, dialogId: call, payload: 'release' });
    assert.equal(stateOf(await outcome('dial', { agentId, payload: '03007654321' })), 'INITIATING');
  });

  it('takes GC out of service and back', async () => {
    flow = await start();
    flow.send('simulator', { payload: 'out-of-service' });
    assert.deepEqual((await flow.next('out')).payload, { action: 'out-of-service' });
    flow.send('simulator', { payload: 'in-service' });
    assert.deepEqual((await flow.next('out')).payload, { action: 'in-service' });
  });

  /** Lets the simulator do something, and returns what it says was done. */
  async function done(message: Record<string, unknown>): Promise<Record<string, unknown>> {
    flow.send('simulator', message);
    return (await flow.next('out')).payload as Record<string, unknown>;
  }

  it('plays the customers and the dialer', async () => {
    flow = await start();
    const agentId = '1081';
    await outcome('state', { agentId, payload: 'login' });
    const { dialogId } = (await outcome('dial', { agentId, payload: '0300' })) as { dialogId: string };
    const call = { to: agentId, dialogId };
    assert.deepEqual(await done({ payload: 'customer-answers', to: agentId }), {
      action: 'customer-answers',
      ...call,
    });
    assert.deepEqual(await done({ payload: 'customer-hangs-up', to: agentId }), {
      action: 'customer-hangs-up',
      ...call,
    });
    const offered = await done({ payload: 'incoming-call', to: 'Sales', from: '0301' });
    await outcome('state', { agentId, payload: 'ready' });
    await flow.next('answered');
    await done({ payload: 'customer-hangs-up', to: offered.dialogId });
    const preview = await done({ payload: 'preview-call', to: agentId, number: '0302' });
    assert.deepEqual([preview.action, preview.to, preview.number], ['preview-call', agentId, '0302']);
    const accepted = await outcome('call', {
      agentId,
      dialogId: preview.dialogId,
      payload: 'preview-reject',
    });
    assert.equal(stateOf(accepted), 'DROP');
  });

  it('calls up faults, and ends them', async () => {
    flow = await start();
    assert.deepEqual(await done({ payload: 'fault-on', fault: 'late-reply', delayMs: '1', to: '1081' }), {
      action: 'fault-on',
      fault: 'late-reply',
      to: '1081',
      delayMs: 1,
    });
    await outcome('state', { agentId: '1081', payload: 'login' });
    assert.deepEqual(await done({ payload: 'fault-off', fault: 'late-reply' }), {
      action: 'fault-off',
      fault: 'late-reply',
    });
    assert.deepEqual(await done({ payload: 'fault-on', fault: 'late-logout', to: '', count: 3 }), {
      action: 'fault-on',
      fault: 'late-logout',
    });
  });

  it('calls up the fault that it is set to', async () => {
    flow = await Flow.start([
      simulated,
      {
        id: 'simulator',
        type: 'gc-simulator',
        connection: 'connection',
        action: 'fault-on',
        actionType: 'action',
        fault: 'duplicate-events',
        faultType: 'fault',
        probability: '0.5',
        probabilityType: 'str',
        to: '',
        toType: 'str',
        wires: [['out']],
      },
      { id: 'out', type: 'helper' },
    ]);
    const { action, fault, ...options } = await done({});
    assert.deepEqual([action, fault, options], ['fault-on', 'duplicate-events', { probability: 0.5 }]);
  });

  it('turns load on and off, and all back to the beginning', async () => {
    flow = await start();
    const load = await done({ payload: 'load-on', agents: '5', handleTime: 60 });
    assert.deepEqual([load.action, load.agents, load.handleTime], ['load-on', 5, 60]);
    assert.deepEqual(await done({ payload: 'load-off' }), { action: 'load-off' });
    await outcome('state', { agentId: '1081', payload: 'login' });
    assert.deepEqual(await done({ payload: 'reset' }), { action: 'reset' });
    assert.equal(stateOf(await outcome('state', { agentId: '1081', payload: 'get-state' })), 'LOGOUT');
  });

  it('refuses to work on a connection to a real GC', async () => {
    flow = await start(connectionTo(1));
    flow.send('simulator', { payload: 'incoming-call', to: '1081', from: '0300' });
    assert.equal((await flow.next('caught')).error?.code, 'GC_NO_SIMULATOR');
  });
});

import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow, type FlowNode } from '../support/flow';

describe('agent-state, in a state that rules it out', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  async function start(config: Record<string, unknown> = {}): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      { id: 'state', type: 'agent-state', connection: 'connection', wires: [['out']], ...config },
      { id: 'in', type: 'gc-event-in', connection: 'connection', wires: [['event']] },
      { id: 'out', type: 'helper' },
      { id: 'event', type: 'helper' },
    ]);
    await flow.next('event');
  }

  async function isIn(state: string): Promise<void> {
    await gc.publish(`1081#State#${state}##Ann`);
    let { topic } = await flow.next('event');
    while (topic !== `1081/State/${state}`) {
      ({ topic } = await flow.next('event'));
    }
  }

  for (const [action, state, advice] of [
    ['logout', 'READY', /make the agent not ready first/],
    ['logout', 'TALKING', /end the call first/],
    ['logout', 'LOGOUT', /logged out already/],
    ['ready', 'LOGOUT', /log the agent in first/],
    ['not-ready', 'RESERVED', /a call rings at the agent/],
    ['work-ready', 'READY', /only during a call/],
  ] as const) {
    it(`does not send "${action}" to GC when the agent is ${state}, and says what comes first`, async () => {
      await start();
      await isIn(state);
      flow.send('state', { agentId: '1081', payload: action, reasonCode: '2' });
      const { error } = await flow.next('caught');
      assert.equal(error?.code, 'GC_WRONG_STATE');
      assert.match(error.message, advice);
      assert.match(error.message, new RegExp(`the agent is ${state}.*nothing was sent`));
      assert.equal(error.cause?.['agentId'], '1081');
      assert.deepEqual(gc.unread, []);
    });
  }

  it('sends it anyway where that is ticked', async () => {
    await start({ sendAnyway: true });
    await isIn('READY');
    flow.send('state', { agentId: '1081', payload: 'logout' });
    assert.equal((await gc.next()).type, 'Logout#1081');
  });

  it('sends it where nothing is known of the agent', async () => {
    await start();
    flow.send('state', { agentId: '1081', payload: 'logout' });
    assert.equal((await gc.next()).type, 'Logout#1081');
  });

  it('judges when the commands before have been carried out', async () => {
    await start();
    await isIn('READY');
    for (const payload of ['not-ready', 'logout', 'ready']) {
      flow.send('state', { agentId: '1081', payload });
      // As Node-RED hands messages over.
      await nextTurn();
    }
    assert.equal((await gc.next()).type, 'MakeNotReady#1081');
    await gc.publish('1081#State#NOT_READY##Ann');
    assert.equal((await gc.next()).type, 'Logout#1081');
    await gc.publish('1081#State#LOGOUT#1#Ann');
    assert.equal((await flow.next('caught')).error?.code, 'GC_WRONG_STATE');
    assert.deepEqual(gc.unread, []);
  });

  it('leaves the key of the message free for another try', async () => {
    await start();
    await isIn('READY');
    const message = { agentId: '1081', payload: 'logout', gc: { key: 'order 5' } };
    flow.send('state', structuredClone(message));
    assert.equal((await flow.next('caught')).error?.code, 'GC_WRONG_STATE');
    await isIn('NOT_READY');
    flow.send('state', structuredClone(message));
    assert.equal((await gc.next()).type, 'Logout#1081');
  });

  for (const [simulatorFlavour, end] of [
    ['uccx', 'out'],
    ['ucce', 'caught'],
  ] as const) {
    it(`knows how the simulator of ${simulatorFlavour} takes a ready agent who logs out`, async () => {
      const nodes: FlowNode[] = [
        { id: 'connection', type: 'gc-connection', mode: 'simulator', simulatorFlavour },
        { id: 'state', type: 'agent-state', connection: 'connection', wires: [['out']] },
        { id: 'out', type: 'helper' },
      ];
      flow = await Flow.start(nodes);
      for (const payload of ['login', 'ready']) {
        flow.send('state', { agentId: '1081', payload });
        await flow.next('out');
      }
      flow.send('state', { agentId: '1081', payload: 'logout' });
      assert.equal((await flow.next(end)).error?.code, end === 'caught' ? 'GC_WRONG_STATE' : undefined);
    });
  }
});

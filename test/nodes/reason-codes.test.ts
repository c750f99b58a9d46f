import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Flow, FlowNode } from '../support/flow';
import { startScripted } from '../support/scripted-flow';
import { ScriptedGc } from '../support/scripted-gc';

const notReady = '1081#ReasonCodes#Category:NOT_READY#Codes:1,2,30#Labels:Coffee,Lunch break,2#Ann';
const wrapUp = '1081#ReasonCodes#Category:WrapUp#Codes:1,2#Labels:Complaint,Straße#Ann';

describe('reason-codes', () => {
  let gc: ScriptedGc;
  let flow: Flow | undefined;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    sinon.restore();
    await flow?.stop();
    flow = undefined;
    await gc.close();
  });

  async function start(properties: Partial<FlowNode> = {}, more: FlowNode[] = []): Promise<Flow> {
    const node = { id: 'reasons', type: 'reason-codes', action: 'not-ready', actionType: 'action' };
    flow = await startScripted(gc, { ...node, ...properties }, { more });
    return flow;
  }

  /** Lets GC answer the first question. */
  async function ask(running: Flow, message: Record<string, unknown> = {}, answer = notReady) {
    running.send('reasons', { agentId: '1081', ...message });
    const command = await gc.next();
    await gc.publish(answer);
    return { command, message: await running.next('out') };
  }

  for (const [payload, command, category] of [
    ['not-ready', 'reasoncodenotready', 'NOT_READY'],
    ['logout', 'reasoncodelogout', 'LOGOUT'],
    ['wrap-up', 'wrapupreasoncode', 'WrapUp'],
  ] as const) {
    it(`asks for the ${payload} reasons`, async () => {
      const running = await start({ action: 'payload', actionType: 'msg' });
      const event = `1081#ReasonCodes#Category:${category}#Codes:1,2#Labels:One,Two#Ann`;
      const { command: sent, message } = await ask(running, { payload }, event);
      assert.deepEqual(sent, { type: `${command}#1081`, body: '' });
      assert.deepEqual(message.payload, {
        type: 'ReasonCodes',
        agentId: '1081',
        category,
        reasonCodes: [
          { code: '1', label: 'One' },
          { code: '2', label: 'Two' },
        ],
      });
    });
  }

  describe('looks up', () => {
    for (const [what, reason, code, label] of [
      ['a label', 'Lunch break', '2', 'Lunch break'],
      ['a label in other letters', ' lunch BREAK ', '2', 'Lunch break'],
      ['a code', '1', '1', 'Coffee'],
      ['a code that is a number', 1, '1', 'Coffee'],
      ['a code before a label that is the same', '2', '2', 'Lunch break'],
    ] as const) {
      it(`${what}, for agent-state`, async () => {
        const running = await start();
        const { message } = await ask(running, { reason });
        assert.deepEqual(message.payload, { code, label });
        assert.equal(message['reasonCode'], code);
        assert.equal('wrapUpReason' in message, false);
      });
    }

    it('a wrap-up reason, for gc-call-control, which takes its label', async () => {
      const running = await start({ action: 'wrap-up', reason: '2', reasonType: 'str' });
      const { message } = await ask(running, {}, wrapUp);
      assert.equal(message['wrapUpReason'], 'Straße');
      assert.equal('reasonCode' in message, false);
    });

    it('nothing that GC does not list, and tells what there is', async () => {
      const running = await start();
      running.send('reasons', { agentId: '1081', reason: 'Siesta' });
      await gc.next();
      await gc.publish(notReady);
      const { error } = await running.next('caught');
      assert.equal(error?.code, 'GC_NOT_FOUND');
      assert.match(
        error.message,
        /"Siesta" is none of these reasons; there are: 1 Coffee, 2 Lunch break, 30 2 /,
      );
    });

    it('nothing where there are no reasons', async () => {
      const running = await start();
      running.send('reasons', { agentId: '1081', reason: 'Siesta' });
      await gc.next();
      await gc.publish('1081#ReasonCodes#Category:NOT_READY#Codes:#Labels:#Ann');
      assert.match(
        (await running.next('caught')).error?.message ?? '',
        /none of these reasons; there are none/,
      );
    });

    it('no object, and sends nothing', async () => {
      const running = await start();
      running.send('reasons', { agentId: '1081', reason: { code: 1 } });
      assert.equal((await running.next('caught')).error?.code, 'GC_INVALID_PARAMETER');
      assert.deepEqual(gc.unread, []);
    });

    it('a reason that is new: what it remembers may be out of date', async () => {
      const running = await start();
      await ask(running);
      running.send('reasons', { agentId: '1081', reason: 'Siesta' });
      assert.equal((await gc.next()).type, 'reasoncodenotready#1081');
      await gc.publish('1081#ReasonCodes#Category:NOT_READY#Codes:7#Labels:Siesta#Ann');
      assert.equal((await running.next('out'))['reasonCode'], '7');
    });

    it('can be wired to agent-state without anything in between', async () => {
      const properties = { reason: 'lunch break', reasonType: 'str', wires: [['state']] };
      const state = { type: 'agent-state', connection: 'connection', wires: [['out']] };
      const running = await start(properties, [
        { id: 'state', ...state, action: 'not-ready', actionType: 'action' },
      ]);
      running.send('reasons', { agentId: '1081' });
      await gc.next();
      await gc.publish(notReady);
      assert.deepEqual(await gc.next(), { type: 'MakeNotReadyWithReason#1081', body: '2' });
    });
  });

  describe('remembers', () => {
    it('what GC has answered, for all nodes of the connection', async () => {
      const node = { type: 'reason-codes', connection: 'connection', wires: [['out']] };
      const running = await start({}, [{ id: 'other', ...node, action: 'not-ready', actionType: 'action' }]);
      const { message: first } = await ask(running);
      assert.equal('cached' in (first.gc as object), false);
      running.send('other', { agentId: '1081', reason: 'coffee' });
      const second = await running.next('out');
      assert.equal(second['reasonCode'], '1');
      const { cached, latencyMs, command } = second.gc as Record<string, unknown>;
      assert.deepEqual(
        { cached, latencyMs, command },
        { cached: true, latencyMs: 0, command: 'reasoncodenotready' },
      );
      assert.deepEqual(gc.unread, []);
    });

    it('its own copy: a flow may change what it gets', async () => {
      const running = await start();
      const { message } = await ask(running);
      (message.payload as { reasonCodes: object[] }).reasonCodes.length = 0;
      running.send('reasons', { agentId: '1081', reason: '1' });
      assert.deepEqual((await running.next('out')).payload, { code: '1', label: 'Coffee' });
    });

    it('it for each agent and category by itself', async () => {
      const running = await start({ action: 'payload', actionType: 'msg' });
      await ask(running, { payload: 'not-ready' });
      running.send('reasons', { agentId: '1082', payload: 'not-ready' });
      assert.equal((await gc.next()).type, 'reasoncodenotready#1082');
      running.send('reasons', { agentId: '1081', payload: 'wrap-up' });
      assert.equal((await gc.next()).type, 'wrapupreasoncode#1081');
    });

    it('it for its time, and no longer', async () => {
      const clock = sinon.useFakeTimers({ toFake: ['performance'] });
      const running = await start({ keepFor: '60', keepForType: 'str' });
      await ask(running);
      clock.tick(59_999);
      running.send('reasons', { agentId: '1081' });
      await running.next('out');
      clock.tick(1);
      assert.equal((await ask(running)).command.type, 'reasoncodenotready#1081');
    });

    it('nothing with a time of 0', async () => {
      const running = await start({ keepFor: '0', keepForType: 'str' });
      await ask(running);
      assert.equal((await ask(running)).command.type, 'reasoncodenotready#1081');
    });

    it('nothing for a message that wants news', async () => {
      const running = await start();
      await ask(running);
      assert.equal((await ask(running, { refresh: true })).command.type, 'reasoncodenotready#1081');
    });

    it('no error: the next message asks again', async () => {
      const running = await start();
      running.send('reasons', { agentId: '1081' });
      await gc.next();
      await gc.publish('1081#Error#PLEASE_RETRY');
      assert.equal((await running.next('caught')).error?.code, 'PLEASE_RETRY');
      assert.equal((await ask(running)).command.type, 'reasoncodenotready#1081');
    });

    it('who has asked: 20 messages at a time are one question', async () => {
      const running = await start();
      for (let count = 0; count < 20; count += 1) {
        running.send('reasons', { agentId: '1081' });
      }
      await gc.next();
      await gc.publish(notReady);
      for (let count = 0; count < 20; count += 1) {
        await running.next('out');
      }
      assert.deepEqual(gc.unread, []);
    });
  });

  it('refuses a time that is none', async () => {
    const running = await start({ keepFor: 'keepFor', keepForType: 'msg' });
    running.send('reasons', { agentId: '1081', keepFor: 'long' });
    const { error } = await running.next('caught');
    assert.match(error?.message ?? '', /keepFor must be a number from 0 to 86400/);
  });
});

import assert from 'node:assert/strict';
import { startScripted, tell } from '../support/scripted-flow';
import { ScriptedGc } from '../support/scripted-gc';
import type { Flow, FlowNode, Received } from '../support/flow';

const talking = '1081#InboundCall#ACTIVE#DialogID:5#03001234567###Ann';
const onHold = '1081#InboundCall#HELD#DialogID:5#03001234567###Ann';
const customerGone = '1081#InboundCall#DROP#DialogID:5#03001234567###Ann';
const dialling = '1081#ConsultCall#INITIATING#AssDialogID:6#2001###Ann';
const ringing = '1081#ConsultCall#ALERTING#AssDialogID:6#2001###Ann';
const answered = '1081#ConsultCall#ACTIVE#AssDialogID:6#2001###Ann';
const ended = '1081#ConsultCall#DROP#AssDialogID:6#2001###Ann';

const consultCall = { type: 'ConsultCall#1081', body: '2002,5' };
const transferCall = { type: 'TransferCall#1081', body: '2001,5' };
const release = { type: 'ReleaseCall#1081', body: '6' };
const retrieve = { type: 'RetrieveCall#1081', body: '5' };

describe('transfer', () => {
  let gc: ScriptedGc;
  let flow: Flow | undefined;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow?.stop();
    flow = undefined;
    await gc.close();
  });

  async function start(properties: Partial<FlowNode> = {}, more: FlowNode[] = []): Promise<Flow> {
    flow = await startScripted(gc, { id: 'transfer', type: 'transfer', ...properties }, { more });
    return flow;
  }

  for (const [payload, command] of [
    ['blind', { type: 'Transfer_sst#1081', body: '2002,5' }],
    ['consult', consultCall],
    ['complete-transfer', transferCall],
    ['complete-conference', { type: 'Conferencecall#1081', body: '2001,5' }],
    ['consult-and-transfer', consultCall],
    ['Consult and conference', consultCall],
  ] as const) {
    it(`sends ${command.type} "${command.body}" for "${payload}"`, async () => {
      const running = await start();
      running.send('transfer', {
        agentId: '1081',
        dialogId: '5',
        number: '2002',
        extension: '2001',
        payload,
      });
      assert.deepEqual(await gc.next(), command);
    });
  }

  it('passes the message on when a blind transfer is confirmed', async () => {
    const running = await start({ action: 'blind', actionType: 'action' });
    await tell(gc, running, talking);
    running.send('transfer', { agentId: '1081', number: '2002', extra: 1 });
    assert.deepEqual(await gc.next(), { type: 'Transfer_sst#1081', body: '2002,5' });
    await gc.publish(customerGone);
    const { payload, extra, gc: told } = await running.next('out');
    assert.equal((payload as { state: string }).state, 'DROP');
    assert.equal(extra, 1);
    const { command, dialogId, outcome } = told as Record<string, unknown>;
    assert.deepEqual([command, dialogId, outcome], ['Transfer_sst', '5', 'confirmed']);
  });

  describe('finds', () => {
    it('the call to hand on, and the own extension, when neither is named', async () => {
      const running = await start({ action: 'complete-transfer', actionType: 'action' });
      await tell(gc, running, onHold, answered);
      running.send('transfer', { agentId: '1081' });
      assert.deepEqual(await gc.next(), transferCall);
    });

    it('the call that a consult call is about, when an event names that one', async () => {
      const running = await start({ action: 'complete-conference', actionType: 'action' });
      await tell(gc, running, onHold, answered);
      running.send('transfer', { agentId: '1081', dialogId: '6' });
      assert.deepEqual(await gc.next(), { type: 'Conferencecall#1081', body: '2001,5' });
    });

    it('the extension of the gc-agent', async () => {
      const running = await start({ action: 'complete-transfer', actionType: 'action', agent: 'ann' }, [
        { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2031' },
      ]);
      running.send('transfer', { dialogId: '5' });
      assert.deepEqual(await gc.next(), { type: 'TransferCall#1081', body: '2031,5' });
    });

    it('no call where there is none, and sends nothing', async () => {
      const running = await start({ action: 'blind', actionType: 'action' });
      running.send('transfer', { agentId: '1081', number: '2002' });
      assert.equal((await running.next('caught')).error?.code, 'NO_DIALOG_ID');
      assert.deepEqual(gc.unread, []);
    });

    it('no extension where nobody knows it, and sends nothing', async () => {
      const running = await start();
      for (const payload of ['complete-transfer', 'consult-and-transfer']) {
        running.send('transfer', { agentId: '1081', dialogId: '5', number: '2002', payload });
        const { error } = await running.next('caught');
        assert.equal(error?.code, 'GC_INVALID_PARAMETER');
        assert.match(error.message, /extension is missing/);
      }
      assert.deepEqual(gc.unread, []);
    });
  });

  describe('consult, then complete when answered', () => {
    /** The customer is on hold, and the other party rings. */
    async function consult(properties: Partial<FlowNode> = {}): Promise<Flow> {
      const running = await start({
        action: 'consult-and-transfer',
        actionType: 'action',
        extension: '2001',
        extensionType: 'str',
        ...properties,
      });
      await tell(gc, running, talking);
      running.send('transfer', { agentId: '1081', number: '2002' });
      assert.deepEqual(await gc.next(), consultCall);
      await tell(gc, running, onHold, dialling, ringing);
      return running;
    }

    /** Nothing but one error has come of the message. */
    async function onlyError(running: Flow): Promise<NonNullable<Received['error']>> {
      const { error } = await running.next('caught');
      assert.ok(error);
      assert.deepEqual([gc.unread, running.unread('out'), running.unread('caught')], [[], [], []]);
      return error;
    }

    /** GC does what it is told, and the customer is back. */
    async function takeBack(): Promise<void> {
      assert.deepEqual(await gc.next(), release);
      await gc.publish(ended);
      assert.deepEqual(await gc.next(), retrieve);
      await gc.publish(talking);
    }

    it('transfers', async () => {
      const running = await consult();
      await gc.publish(answered);
      assert.deepEqual(await gc.next(), transferCall);
      await gc.publish(ended, customerGone);
      const { payload, gc: told } = await running.next('out');
      assert.equal((payload as { dialogId: string }).dialogId, '5');
      const { command, dialogId, outcome } = told as Record<string, unknown>;
      assert.deepEqual([command, dialogId, outcome], ['TransferCall', '5', 'confirmed']);
      assert.deepEqual([gc.unread, running.unread('caught')], [[], []]);
    });

    it('makes a conference', async () => {
      const running = await consult({ action: 'consult-and-conference' });
      await gc.publish(answered);
      assert.deepEqual(await gc.next(), { type: 'Conferencecall#1081', body: '2001,5' });
      await gc.publish(ended, talking);
      const { gc: told } = await running.next('out');
      assert.equal((told as { command: string }).command, 'Conferencecall');
    });

    it('takes the customer back when nobody answers in time', async () => {
      const running = await consult({ answerWithin: '0.1', answerWithinType: 'str' });
      await takeBack();
      const { code, message, cause } = await onlyError(running);
      assert.equal(code, 'GC_CONSULT_NOT_ANSWERED');
      assert.match(message, /not answered in time; the agent talks to the customer again/);
      assert.equal(cause?.['dialogId'], '5');
    });

    for (const cause of ['BUSY', 'BAD_DESTINATION']) {
      it(`takes the customer back when the consult call fails: ${cause}`, async () => {
        const running = await consult();
        await gc.publish(`1081#ConsultCall#FAILED#AssDialogID:6#${cause}#Ann`);
        await takeBack();
        assert.equal((await onlyError(running)).code, cause);
      });
    }

    it('takes the customer back when the first thing told of the consult call is that it fails', async () => {
      const running = await start({ action: 'consult-and-transfer', actionType: 'action' });
      await tell(gc, running, talking);
      running.send('transfer', { agentId: '1081', number: '486', extension: '2001' });
      await gc.next();
      await gc.publish(onHold, '1081#ConsultCall#FAILED#AssDialogID:6#BUSY#Ann');
      await takeBack();
      assert.equal((await onlyError(running)).code, 'BUSY');
    });

    it('takes the customer back when the other party hangs up', async () => {
      const running = await consult();
      await gc.publish(ended);
      assert.deepEqual(await gc.next(), retrieve);
      await gc.publish(talking);
      assert.equal((await onlyError(running)).code, 'GC_CONSULT_ENDED');
    });

    it('ends the consult call when the customer hangs up meanwhile', async () => {
      const running = await consult();
      await gc.publish(customerGone);
      assert.deepEqual(await gc.next(), release);
      await gc.publish('1081#InboundCall#DROP#DialogID:6#2001###Ann');
      assert.equal((await onlyError(running)).code, 'GC_CUSTOMER_GONE');
    });

    it('takes the customer back when GC refuses to complete it', async () => {
      const running = await consult();
      await gc.publish(answered);
      assert.deepEqual(await gc.next(), transferCall);
      await gc.publish('1081#Error#CF_INVALID_OBJECT_STATE');
      await takeBack();
      const { code, message } = await onlyError(running);
      assert.equal(code, 'CF_INVALID_OBJECT_STATE');
      assert.match(message, /wrong state for this command; the agent talks to the customer again/);
    });

    it('says that the customer is on hold when GC does not give the customer back', async () => {
      const running = await consult();
      await gc.publish(ended);
      assert.deepEqual(await gc.next(), retrieve);
      await gc.publish('1081#Error#CF_RESOURCE_BUSY');
      const { code, message } = await onlyError(running);
      assert.equal(code, 'GC_CUSTOMER_ON_HOLD');
      assert.match(
        message,
        /ended before it was answered, and the customer is still on hold: a resource is busy/,
      );
    });

    it('says that the customer is on hold when the connection is lost for good', async () => {
      const running = await consult({ answerWithin: '0.5', answerWithinType: 'str' });
      await gc.close();
      const { error } = await running.next('caught');
      assert.equal(error?.code, 'GC_CUSTOMER_ON_HOLD');
      assert.match(error.message, /no connection to the broker/);
      gc = await ScriptedGc.start();
    });

    it('leaves everything as it was when GC refuses the consult call', async () => {
      const running = await start({ action: 'consult-and-transfer', actionType: 'action' });
      await tell(gc, running, talking);
      running.send('transfer', { agentId: '1081', number: '2002', extension: '2001' });
      assert.deepEqual(await gc.next(), consultCall);
      await gc.publish('1081#Error#CF_INVALID_CALLED_DEVICE');
      assert.equal((await onlyError(running)).code, 'CF_INVALID_CALLED_DEVICE');
    });

    it('leaves a consultation alone that was there before', async () => {
      const running = await start({ action: 'consult-and-transfer', actionType: 'action' });
      await tell(gc, running, onHold, answered);
      running.send('transfer', { agentId: '1081', dialogId: '5', number: '2002', extension: '2001' });
      assert.deepEqual(await gc.next(), consultCall);
      await gc.publish('1081#Error#CF_INVALID_OBJECT_STATE');
      assert.equal((await onlyError(running)).code, 'CF_INVALID_OBJECT_STATE');
    });

    it('takes the customer back when the node closes', async () => {
      const running = await consult();
      const deployed = running.deploy('nodes', { transfer: { name: 'changed' } });
      await takeBack();
      await deployed;
    });
  });

  it('refuses a time that is none, and sends nothing', async () => {
    const running = await start({ action: 'consult-and-transfer', actionType: 'action' });
    const message = { agentId: '1081', dialogId: '5', number: '2002', extension: '2001' };
    for (const answerWithin of ['soon', -1, {}, 1e9]) {
      running.send('transfer', { ...message, answerWithin });
      const { error } = await running.next('caught');
      assert.equal(error?.code, 'GC_INVALID_PARAMETER');
      assert.match(error.message, /answerWithin must be a number from 0.1 to 3600/);
    }
    assert.deepEqual(gc.unread, []);
  });
});

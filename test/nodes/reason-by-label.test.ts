import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { Flow, FlowNode } from '../support/flow';
import { startScripted } from '../support/scripted-flow';
import { ScriptedGc } from '../support/scripted-gc';

const notReady = '1081#ReasonCodes#Category:NOT_READY#Codes:1,2#Labels:Coffee,Lunch break#Ann';
const logout = '1081#ReasonCodes#Category:LOGOUT#Codes:7,8#Labels:Shift over,Training#Ann';
const wrapUp = '1081#ReasonCodes#Category:WrapUp#Codes:1,2#Labels:Complaint,Straße#Ann';

const agentState = { type: 'agent-state', actionType: 'action', reasonCodeType: 'reason', sendAnyway: true };
const wrapUpNode = {
  type: 'gc-call-control',
  action: 'wrap-up',
  actionType: 'action',
  dialogId: '16777217',
  dialogIdType: 'str',
};
const command = { type: 'gc-command', commandType: 'command' };

/** A node, the question it asks, GC's answer, and the command it sends then. */
const lookedUp: readonly (readonly [
  what: string,
  node: Record<string, unknown>,
  question: string,
  answer: string,
  sent: { type: string; body: string },
])[] = [
  [
    'agent-state makes an agent not ready',
    { ...agentState, action: 'not-ready', reasonCode: 'lunch BREAK' },
    'reasoncodenotready#1081',
    notReady,
    { type: 'MakeNotReadyWithReason#1081', body: '2' },
  ],
  [
    'agent-state logs an agent out',
    { ...agentState, action: 'logout', reasonCode: 'Training' },
    'reasoncodelogout#1081',
    logout,
    { type: 'logoutwithreason#1081', body: '8' },
  ],
  [
    'gc-call-control sets a wrap-up reason that is given by its code',
    { ...wrapUpNode, wrapUpReason: '2', wrapUpReasonType: 'reason' },
    'wrapupreasoncode#1081',
    wrapUp,
    { type: 'wrapup#1081', body: 'Straße,16777217' },
  ],
  [
    'gc-command makes an agent not ready',
    {
      ...command,
      command: 'MakeNotReadyWithReason',
      parameters: { reasonCode: { value: 'Coffee', type: 'reason' } },
    },
    'reasoncodenotready#1081',
    notReady,
    { type: 'MakeNotReadyWithReason#1081', body: '1' },
  ],
  [
    'gc-command sets a wrap-up reason',
    {
      ...command,
      command: 'wrapup',
      parameters: {
        dialogId: { value: '16777217', type: 'str' },
        wrapUpReason: { value: 'complaint', type: 'reason' },
      },
    },
    'wrapupreasoncode#1081',
    wrapUp,
    { type: 'wrapup#1081', body: 'Complaint,16777217' },
  ],
];

describe('a reason', () => {
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

  async function start(node: Record<string, unknown>, connection = {}): Promise<Flow> {
    flow = await startScripted(gc, { id: 'node', ...node } as FlowNode, { connection });
    return flow;
  }

  for (const [what, node, question, answer, sent] of lookedUp) {
    it(`is looked up among those of GC: ${what}`, async () => {
      const running = await start(node);
      running.send('node', { agentId: '1081' });
      assert.equal((await gc.next()).type, question);
      await gc.publish(answer);
      assert.deepEqual(await gc.next(), sent);
    });
  }

  it('is asked for once', async () => {
    const running = await start({ ...agentState, action: 'not-ready', reasonCode: 'Coffee' });
    running.send('node', { agentId: '1081' });
    await gc.next();
    await gc.publish(notReady);
    await gc.next();
    await gc.publish('1081#State#NOT_READY#ReasonCode:1#Ann');
    await running.next('out');
    running.send('node', { agentId: '1081' });
    assert.equal((await gc.next()).type, 'MakeNotReadyWithReason#1081');
  });

  it('is not looked up where it is a code', async () => {
    const running = await start({ ...agentState, action: 'not-ready', reasonCode: '2' });
    running.send('node', { agentId: '1081' });
    assert.deepEqual(await gc.next(), { type: 'MakeNotReadyWithReason#1081', body: '2' });
  });

  it('is looked up where the message gives a label', async () => {
    const running = await start({
      ...agentState,
      action: 'not-ready',
      reasonCodeType: 'msg',
      reasonCode: 'why',
    });
    running.send('node', { agentId: '1081', why: 'Coffee' });
    await gc.next();
    await gc.publish(notReady);
    assert.deepEqual(await gc.next(), { type: 'MakeNotReadyWithReason#1081', body: '1' });
  });

  it('that GC does not list is an error that says which there are, and nothing is sent', async () => {
    const running = await start({ ...agentState, action: 'not-ready', reasonCode: 'Siesta' });
    running.send('node', { agentId: '1081' });
    await gc.next();
    await gc.publish(notReady);
    const { error } = await running.next('caught');
    assert.equal(error?.code, 'GC_NOT_FOUND');
    assert.match(error.message, /"Siesta" is none of these reasons; there are: 1 Coffee, 2 Lunch break/);
    assert.deepEqual(gc.unread, []);
  });

  it('is any code in a dry run, in which GC cannot be asked', async () => {
    const running = await start(
      { ...agentState, action: 'not-ready', reasonCode: 'Coffee' },
      { dryRun: true },
    );
    running.send('node', { agentId: '1081' });
    const { gc: told } = await running.next('out');
    assert.equal((told as { outcome: string }).outcome, 'dry-run');
    assert.deepEqual(gc.unread, []);
  });

  it('for a wrap-up goes to GC as it is where it is a text', async () => {
    const running = await start({ ...wrapUpNode, wrapUpReason: 'Something new', wrapUpReasonType: 'str' });
    running.send('node', { agentId: '1081' });
    assert.deepEqual(await gc.next(), { type: 'wrapup#1081', body: 'Something new,16777217' });
  });
});

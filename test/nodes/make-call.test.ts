import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow } from '../support/flow';

describe('make-call, waiting for a stage of the call', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  async function dial(
    stage: string,
    message: Record<string, unknown> = {},
    connection: Record<string, unknown> = {},
  ): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port, connection),
      { id: 'dial', type: 'make-call', connection: 'connection', stage, wires: [['out']] },
      { id: 'in', type: 'gc-event-in', connection: 'connection', wires: [['event']] },
      { id: 'out', type: 'helper' },
      { id: 'event', type: 'helper' },
    ]);
    await flow.next('event');
    flow.send('dial', { agentId: '1081', payload: '2002', ...message });
    await gc.next();
  }

  const call = (state: string, rest = '2001###Ann') => `1081#InboundCall#${state}#DialogID:7#${rest}`;

  async function publish(...bodies: string[]): Promise<void> {
    await gc.publish(...bodies, '9999#State#READY##End');
    let { topic } = await flow.next('event');
    while (topic !== '9999/State/READY') {
      ({ topic } = await flow.next('event'));
    }
  }

  async function failure(): Promise<{ code?: string; message: string; cause?: Record<string, unknown> }> {
    const { error } = await flow.next('caught');
    assert.ok(error);
    assert.deepEqual(flow.unread('out'), []);
    return error;
  }

  for (const [stage, before, at] of [
    ['accepted', [], 'INITIATING'],
    ['ringing', ['INITIATING', 'INITIATED'], 'ALERTING'],
    ['answered', ['INITIATING', 'INITIATED', 'ALERTING'], 'ACTIVE'],
  ] as const) {
    it(`goes on when the call is ${stage}, with the event that shows it`, async () => {
      await dial(stage);
      await publish(...before.map((state) => call(state)));
      assert.deepEqual(flow.unread('out'), []);
      await gc.publish(call(at));
      const { payload, gc: told } = await flow.next('out');
      assert.equal((payload as { state: string }).state, at);
      const { sentAt, latencyMs, ...outcome } = told as Record<string, unknown>;
      assert.deepEqual(outcome, {
        command: 'MakeCall',
        agentId: '1081',
        dialogId: '7',
        outcome: 'confirmed',
      });
      assert.ok(typeof sentAt === 'number' && typeof latencyMs === 'number');
    });
  }

  it('takes an answer that comes with the first event, and a stage that is skipped', async () => {
    await dial('ringing');
    await gc.publish(call('ACTIVE'));
    assert.equal(((await flow.next('out')).payload as { state: string }).state, 'ACTIVE');
  });

  for (const [what, code, events] of [
    ['a busy number', 'BUSY', [call('INITIATING'), call('INITIATED'), call('FAILED', 'BUSY#Ann')]],
    [
      'a number that does not exist',
      'BAD_DESTINATION',
      [call('INITIATING'), call('FAILED', 'BAD_DESTINATION#Ann')],
    ],
    ['another cause', 'GC_CALL_FAILED', [call('INITIATING'), call('FAILED', 'OTHER#Ann')]],
    [
      'a call that is hung up before',
      'GC_CALL_FAILED',
      [call('INITIATING'), call('ALERTING'), call('DROP', 'Ann')],
    ],
    ['a number that is refused at once', 'CF_INVALID_CALLED_DEVICE', ['1081#Error#CF_INVALID_CALLED_DEVICE']],
    ['a call that fails at once', 'BUSY', [call('FAILED', 'BUSY#Ann')]],
  ] as const) {
    it(`tells ${what} with a code`, async () => {
      await dial('answered');
      await gc.publish(...events);
      const error = await failure();
      assert.equal(error.code, code);
      assert.equal(error.cause?.['command'], 'MakeCall');
    });
  }

  it('does not tell a busy number where the message has gone on before', async () => {
    await dial('accepted');
    await gc.publish(call('INITIATING'));
    await flow.next('out');
    await publish(call('FAILED', 'BUSY#Ann'));
    assert.deepEqual(flow.unread('caught'), []);
  });

  it('waits longer for an answer than the connection does for a command', async () => {
    await dial('answered', {}, { timeout: '1' });
    await publish(call('ALERTING'));
    await pause(1500);
    await publish(call('ACTIVE'));
    assert.equal(((await flow.next('out')).payload as { state: string }).state, 'ACTIVE');
  });

  it('waits no longer than the connection for another stage', async () => {
    await dial('ringing', {}, { timeout: '1' });
    await publish(call('INITIATED'));
    assert.equal((await failure()).code, 'GC_NO_ANSWER');
  });

  it('tells that nobody has answered in time, and which call goes on ringing', async () => {
    await dial('answered', { timeout: 0.2 });
    await gc.publish(call('INITIATING'), call('ALERTING'));
    const error = await failure();
    assert.equal(error.code, 'GC_NO_ANSWER');
    assert.equal(error.cause?.['dialogId'], '7');
    assert.equal(error.cause?.['origin'], 'connector');
  });

  it('tells GC that does not answer from somebody who does not', async () => {
    await dial('answered', { timeout: '0.1' });
    assert.equal((await failure()).code, 'GC_TIMEOUT');
  });

  it('looks at its own call only', async () => {
    await dial('answered');
    await publish(call('INITIATING'), '1081#InboundCall#ACTIVE#DialogID:8#0300###Ann');
    await publish('1082#InboundCall#ACTIVE#DialogID:7#0300###Bob', '1081#InboundCall#DROP#DialogID:8#Ann');
    assert.deepEqual([...flow.unread('out'), ...flow.unread('caught')], []);
    await gc.publish(call('ACTIVE'));
    assert.equal((await flow.next('out')).agentId, '1081');
  });

  it('understands the old text format, which does not name the call', async () => {
    await dial('answered');
    await gc.publish('1081#InboundCall#INITIATING#Ann', '1081#InboundCall#ALERTING#Ann');
    await gc.publish('1081#InboundCall#ACTIVE#Ann');
    assert.equal(((await flow.next('out')).payload as { state: string }).state, 'ACTIVE');
  });

  it('lets the next command through while it waits', async () => {
    await dial('answered');
    await publish(call('INITIATING'), call('ALERTING'));
    flow.send('dial', { agentId: '1081', payload: '2003' });
    assert.equal((await gc.next()).body, '2003');
  });

  it('ends its message when the node is deployed anew', async () => {
    await dial('answered');
    await publish(call('INITIATING'));
    await flow.deploy('nodes', { dial: { name: 'changed' } });
    const { code, message } = await failure();
    assert.equal(code, 'GC_CLOSED');
    assert.match(
      message,
      /^MakeCall for agent 1081, call \S+, failed: this node was redeployed \(GC_CLOSED\)\. The call may still be going on/,
    );
  });

  it('says that it does not know the stage', async () => {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      { id: 'dial', type: 'make-call', connection: 'connection', stage: 'dialled', wires: [[]] },
    ]);
    flow.send('dial', { agentId: '1081', payload: '2002' });
    assert.equal((await failure()).code, 'GC_INVALID_CONFIGURATION');
  });
});

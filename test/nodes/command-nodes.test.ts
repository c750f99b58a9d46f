import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ConnectionNode } from '../../lib/nodered';
import { ScriptedGc } from '../support/scripted-gc';
import { until } from '../support/wait';
import { connectionTo, Flow, type FlowNode, type Message } from '../support/flow';

describe('command nodes', () => {
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

  /** Starts the flow, and waits until GC has answered its first heartbeat. */
  async function start(node: FlowNode, credentials: Record<string, unknown> = {}, more: FlowNode[] = []) {
    flow = await Flow.start(
      [
        connectionTo(gc.broker.port),
        { connection: 'connection', wires: [['out']], ...node },
        {
          id: 'system',
          type: 'gc-event-in',
          connection: 'connection',
          types: ['System'],
          wires: [['alive']],
        },
        { id: 'out', type: 'helper' },
        { id: 'alive', type: 'helper' },
        ...more,
      ],
      credentials,
    );
    await flow.next('alive');
    return flow;
  }

  describe('make-call', () => {
    it('sends MakeCall, and passes the same message on with the outcome', async () => {
      const running = await start({ id: 'dial', type: 'make-call' });
      const message: Message = {
        _msgid: 'abc',
        agentId: '1081',
        payload: '2002',
        parts: { id: 'x' },
        extra: 1,
      };
      running.send('dial', message);
      assert.deepEqual(await gc.next(), { type: 'MakeCall#1081', body: '2002' });
      await gc.publish('1081#InboundCall#INITIATING#DialogID:7#2001###Ann');
      const { gc: outcome, ...rest } = await running.next('out');
      assert.deepEqual(rest, {
        _msgid: 'abc',
        agentId: '1081',
        payload: {
          type: 'InboundCall',
          agentId: '1081',
          state: 'INITIATING',
          dialogId: '7',
          fromAddress: '2001',
        },
        parts: { id: 'x' },
        extra: 1,
      });
      const { sentAt, latencyMs, ...told } = outcome as Record<string, unknown>;
      assert.deepEqual(told, { command: 'MakeCall', agentId: '1081', dialogId: '7', outcome: 'confirmed' });
      assert.equal(typeof sentAt, 'number');
      assert.equal(typeof latencyMs, 'number');
    });

    it('hands an error of GC to a Catch node, with code and what to do', async () => {
      const running = await start({ id: 'dial', type: 'make-call' });
      running.send('dial', { agentId: '1081', payload: '2002' });
      await gc.next();
      await gc.publish('1081#Error#CF_INVALID_CALLED_DEVICE');
      const { error, payload } = await running.next('caught');
      assert.equal(error?.code, 'CF_INVALID_CALLED_DEVICE');
      assert.match(error.message, /MakeCall for agent 1081 failed: the called device is not valid/);
      assert.deepEqual(error.cause, {
        origin: 'Finesse',
        whatToDo: 'Check the number and whether the agent may call it.',
        userMessage: undefined,
        retryable: false,
        command: 'MakeCall',
        agentId: '1081',
        dialogId: undefined,
      });
      assert.equal(payload, '2002');
      assert.deepEqual(running.unread('out'), []);
    });

    it('shows the last result and when it came', async () => {
      const running = await start({ id: 'dial', type: 'make-call' });
      const status = () => running.statusOf('dial');
      assert.match(String(status()?.['text']), /status\.connected$/);

      running.send('dial', { agentId: '1081', payload: '2002' });
      await gc.next();
      await gc.publish('1081#Error#CF_RESOURCE_BUSY');
      await running.next('caught');
      assert.deepEqual([status()?.['fill'], status()?.['shape']], ['red', 'ring']);
      assert.match(String(status()?.['text']), /^resource busy \d\d:\d\d$/);

      running.send('dial', { agentId: '1081', payload: '2002' });
      await gc.next();
      await gc.publish('1081#InboundCall#INITIATING#DialogID:7#2001###Ann');
      await running.next('out');
      assert.deepEqual([status()?.['fill'], status()?.['shape']], ['green', 'dot']);
      assert.match(String(status()?.['text']), /^INITIATING \d\d:\d\d$/);

      gc.heartbeatAnswer = undefined;
      await gc.publish('System#OUT_OF_SERVICE');
      await until(() => /status\.outOfService$/.test(String(status()?.['text'])), {
        what: 'the connection in place of the result',
      });
    });

    it('reads its number from where the dialog says', async () => {
      const running = await start({
        id: 'dial',
        type: 'make-call',
        number: 'customer.phone',
        numberType: 'msg',
      });
      running.send('dial', { agentId: '1081', customer: { phone: '+49301234' } });
      assert.equal((await gc.next()).body, '+49301234');
      await running.stop();

      const fixed = await start({ id: 'dial', type: 'make-call', number: '2009', numberType: 'str' });
      fixed.send('dial', { agentId: '1081', payload: 'something else' });
      assert.equal((await gc.next()).body, '2009');
      await fixed.stop();

      const computed = await start({
        id: 'dial',
        type: 'make-call',
        number: '"0" & payload',
        numberType: 'jsonata',
      });
      computed.send('dial', { agentId: '1081', payload: '30' });
      assert.equal((await gc.next()).body, '030');
    });

    for (const [what, message] of [
      ['no agent', { payload: '2002' }],
      ['an empty agent', { agentId: '', payload: '2002' }],
      ['no number', { agentId: '1081' }],
      ['an object as number', { agentId: '1081', payload: { number: '2002' } }],
      ['a comma', { agentId: '1081', payload: '20,02' }],
      ['a hash in the agent', { agentId: '10#81', payload: '2002' }],
      ['a line break', { agentId: '1081', payload: '2002\n' }],
      ['a NUL', { agentId: '1081', payload: '2002\0' }],
    ] as const) {
      it(`refuses ${what}, and sends nothing`, async () => {
        const running = await start({ id: 'dial', type: 'make-call' });
        running.send('dial', { ...message });
        assert.equal((await running.next('caught')).error?.code, 'GC_INVALID_PARAMETER');
        running.send('dial', { agentId: '1081', payload: '1' });
        assert.deepEqual(await gc.next(), { type: 'MakeCall#1081', body: '1' });
        assert.deepEqual(gc.unread, []);
      });
    }

    it('tells a JSONata expression that cannot be read', async () => {
      const running = await start({ id: 'dial', type: 'make-call', number: '$(', numberType: 'jsonata' });
      running.send('dial', { agentId: '1081' });
      assert.equal((await running.next('caught')).error?.code, 'GC_INVALID_PARAMETER');
    });
  });

  describe('agent-state', () => {
    it('sends MakeReady with an empty text for the payload "ready"', async () => {
      const running = await start({ id: 'state', type: 'agent-state' });
      running.send('state', { agentId: '1081', payload: 'ready' });
      assert.deepEqual(await gc.next(), { type: 'MakeReady#1081', body: '' });
      await gc.publish('1081#State#READY##Ann');
      assert.deepEqual((await running.next('out')).payload, {
        type: 'State',
        agentId: '1081',
        state: 'READY',
      });
    });

    for (const [payload, reasonCode, command] of [
      ['not-ready', undefined, { type: 'MakeNotReady#1081', body: '' }],
      ['NOT_READY', undefined, { type: 'MakeNotReady#1081', body: '' }],
      ['not ready', 8, { type: 'MakeNotReadyWithReason#1081', body: '8' }],
      ['not-ready', '', { type: 'MakeNotReady#1081', body: '' }],
      ['ready', '8', { type: 'MakeReady#1081', body: '' }],
      ['logout', undefined, { type: 'Logout#1081', body: '' }],
      ['logout', '28', { type: 'logoutwithreason#1081', body: '28' }],
      ['work-ready', undefined, { type: 'makeworkready#1081', body: '' }],
      ['work-not-ready', undefined, { type: 'makeworknotready#1081', body: '' }],
      ['get-state', undefined, { type: 'GetState#1081', body: '' }],
      ['refresh', undefined, { type: 'refresh#1081', body: '' }],
      ['force-logout', undefined, { type: 'force_logout#1081', body: '' }],
    ] as const) {
      it(`sends ${command.type} for "${payload}" with the reason ${String(reasonCode)}`, async () => {
        const running = await start({ id: 'state', type: 'agent-state' });
        running.send('state', {
          agentId: '1081',
          payload,
          ...(reasonCode === undefined ? {} : { reasonCode }),
        });
        assert.deepEqual(await gc.next(), command);
      });
    }

    it('logs an agent in with the password of the gc-agent that has its login id', async () => {
      const running = await start({ id: 'state', type: 'agent-state' }, { ann: { password: 'hunter2' } }, [
        { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001' },
      ]);
      running.send('state', { agentId: '1081', payload: 'login' });
      assert.deepEqual(await gc.next(), { type: 'Connect#1081', body: 'test-client,hunter2' });
      assert.deepEqual(await gc.next(), { type: 'Login#1081', body: 'hunter2,2001' });
      await gc.publish('1081#State#NOT_READY##Ann');
      const message = await running.next('out');
      assert.equal((message.gc as { command: string }).command, 'Login');
      assert.doesNotMatch(JSON.stringify(message), /hunter2/);
    });

    it('logs a mobile agent in with its phone', async () => {
      const ann = { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001' };
      const running = await start(
        { id: 'state', type: 'agent-state', agent: 'ann', action: 'mobile-login', actionType: 'action' },
        { ann: { password: 'hunter2' } },
        [{ ...ann, mobilePhone: '03001234567', mobileMode: 'nailed' }],
      );
      running.send('state', {});
      await gc.next();
      assert.deepEqual(await gc.next(), {
        type: 'MobileAgentLogin#1081',
        body: 'hunter2,2001,03001234567,false',
      });
    });

    it('tells that it knows no password for an agent, and sends nothing', async () => {
      const running = await start({ id: 'state', type: 'agent-state' });
      running.send('state', { agentId: '1089', payload: 'login' });
      assert.equal((await running.next('caught')).error?.code, 'GC_NO_PASSWORD');
      assert.deepEqual(gc.unread, []);
    });

    it('prefers msg.agentId to its own agent', async () => {
      const running = await start({ id: 'state', type: 'agent-state', agent: 'ann' }, {}, [
        { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001' },
      ]);
      running.send('state', { payload: 'get-state' });
      assert.equal((await gc.next()).type, 'GetState#1081');
      running.send('state', { agentId: '1082', payload: 'get-state' });
      assert.equal((await gc.next()).type, 'GetState#1082');
    });

    it('names the actions there are when the message names another', async () => {
      const running = await start({ id: 'state', type: 'agent-state' });
      for (const payload of ['dance', 'constructor', 7, null, {}]) {
        running.send('state', { agentId: '1081', payload });
        const { error } = await running.next('caught');
        assert.equal(error?.code, 'GC_INVALID_PARAMETER');
        assert.match(error.message, /login, .*not-ready/);
      }
      assert.deepEqual(gc.unread, []);
    });
  });

  describe('gc-call-control', () => {
    for (const [payload, extra, command] of [
      ['answer', {}, { type: 'AnswerCall#1081', body: '5' }],
      ['hold', {}, { type: 'HoldCall#1081', body: '5' }],
      ['retrieve', {}, { type: 'RetrieveCall#1081', body: '5' }],
      ['release', {}, { type: 'ReleaseCall#1081', body: '5' }],
      ['wrap-up', { wrapUpReason: 'Sales Call' }, { type: 'wrapup#1081', body: 'Sales Call,5' }],
      [
        'set-variable',
        { variableName: 'callVariable1', variableValue: 'gold' },
        { type: 'update_call_variable#1081', body: '5,callVariable1,gold' },
      ],
      ['dialog-state', {}, { type: 'getdialogstate#1081', body: '5' }],
      ['dialog-controls', {}, { type: 'getdialogstatecontrols#1081', body: '5' }],
      ['participants', {}, { type: 'getDialogParticipants#1081', body: '5' }],
      ['preview-accept', {}, { type: 'AcceptOutboundPreview#1081', body: '5,ACCEPT' }],
      ['preview-reject', {}, { type: 'RejectOutboundPreview#1081', body: '5,REJECT' }],
      ['preview-close', {}, { type: 'CloseOutboundPreview#1081', body: '5,CLOSE' }],
      ['recording-pause', {}, { type: 'ZOOMPauseRecording#1081', body: '' }],
      ['recording-resume', {}, { type: 'ZOOMResumeRecording#1081', body: '' }],
    ] as const) {
      it(`sends ${command.type} "${command.body}" for "${payload}"`, async () => {
        const running = await start({ id: 'call', type: 'gc-call-control' });
        running.send('call', { agentId: '1081', dialogId: '5', payload, ...extra });
        assert.deepEqual(await gc.next(), command);
      });
    }

    it('takes the one call of the agent when none is named', async () => {
      const running = await start(
        { id: 'call', type: 'gc-call-control', action: 'release', actionType: 'action' },
        {},
        [
          {
            id: 'events',
            type: 'gc-event-in',
            connection: 'connection',
            types: ['InboundCall'],
            wires: [['seen']],
          },
          { id: 'seen', type: 'helper' },
        ],
      );
      running.send('call', { agentId: '1081' });
      assert.equal((await running.next('caught')).error?.code, 'NO_DIALOG_ID');

      await gc.publish('1081#InboundCall#ACTIVE#DialogID:5####Ann');
      await running.next('seen');
      running.send('call', { agentId: '1081' });
      assert.deepEqual(await gc.next(), { type: 'ReleaseCall#1081', body: '5' });
      await gc.publish('1081#InboundCall#DROP#DialogID:5#Ann');
      const { gc: outcome } = await running.next('out');
      assert.equal((outcome as { dialogId: string }).dialogId, '5');
    });

    it('asks which call is meant when the agent has two with which it can be done, and sends nothing', async () => {
      const running = await startWithTwoCalls('release');
      running.send('call', { agentId: '1081' });
      assert.equal((await running.next('caught')).error?.code, 'AMBIGUOUS_DIALOG');
      assert.deepEqual(gc.unread, []);
    });

    for (const [action, command] of [
      ['hold', { type: 'HoldCall#1081', body: '5' }],
      ['retrieve', { type: 'RetrieveCall#1081', body: '6' }],
    ] as const) {
      it(`takes the one of two calls with which "${action}" is possible`, async () => {
        const running = await startWithTwoCalls(action);
        running.send('call', { agentId: '1081' });
        assert.deepEqual(await gc.next(), command);
      });
    }

    /** Call 5 is active, call 6 on hold. */
    async function startWithTwoCalls(action: string): Promise<Flow> {
      const running = await start({ id: 'call', type: 'gc-call-control', action, actionType: 'action' }, {}, [
        {
          id: 'events',
          type: 'gc-event-in',
          connection: 'connection',
          types: ['InboundCall'],
          wires: [['seen']],
        },
        { id: 'seen', type: 'helper' },
      ]);
      await gc.publish('1081#InboundCall#HELD#DialogID:6#Ann', '1081#InboundCall#ACTIVE#DialogID:5####Ann');
      await running.next('seen');
      await running.next('seen');
      return running;
    }

    it('works on an event without anything in between', async () => {
      await start({ id: 'call', type: 'gc-call-control', action: 'answer', actionType: 'action' }, {}, [
        {
          id: 'events',
          type: 'gc-event-in',
          connection: 'connection',
          types: ['NewInboundCall'],
          wires: [['call']],
        },
      ]);
      await gc.publish('1081#NewInboundCall#0300#0300#DialogID:5');
      assert.deepEqual(await gc.next(), { type: 'AnswerCall#1081', body: '5' });
    });

    it('keeps the payload of a message whose command GC does not answer', async () => {
      const running = await start({
        id: 'call',
        type: 'gc-call-control',
        action: 'wrap-up',
        actionType: 'action',
      });
      running.send('call', { agentId: '1081', dialogId: '5', wrapUpReason: 'Sales', payload: 'mine' });
      const { payload, gc: outcome } = await running.next('out');
      assert.equal(payload, 'mine');
      const { sentAt, latencyMs, ...told } = outcome as Record<string, unknown>;
      assert.deepEqual(told, { command: 'wrapup', agentId: '1081', dialogId: '5', outcome: 'sent' });
      assert.ok(typeof sentAt === 'number' && typeof latencyMs === 'number');
    });
  });

  it('end messages that come while nothing is connected with an error', async () => {
    const running = await start({ id: 'dial', type: 'make-call' });
    running.send('dial', { agentId: '1081', payload: '1' });
    await gc.next();
    const lost = running.next('caught');
    await gc.close();
    assert.equal((await lost).error?.code, 'GC_CONNECTION_LOST');
    running.send('dial', { agentId: '1081', payload: '2' });
    assert.equal((await running.next('caught')).error?.code, 'GC_NOT_CONNECTED');
    gc = await ScriptedGc.start();
  });

  it('take many messages at a time without a warning of the process', async () => {
    const running = await start({ id: 'dial', type: 'make-call' });
    const warnings: Error[] = [];
    const collect = (warning: Error) => warnings.push(warning);
    process.on('warning', collect);
    try {
      for (let agent = 1; agent <= 30; agent += 1) {
        running.send('dial', { agentId: String(agent), payload: '1' });
      }
      for (let agent = 1; agent <= 30; agent += 1) {
        await gc.next();
      }
      for (let agent = 1; agent <= 30; agent += 1) {
        await gc.publish(`${agent}#InboundCall#INITIATING#DialogID:${agent}####Ann`);
        await running.next('out');
      }
    } finally {
      process.off('warning', collect);
    }
    assert.deepEqual(warnings, []);
  });

  it('gives the flow an event of its own, not what the client works with', async () => {
    const running = await start({
      id: 'call',
      type: 'gc-call-control',
      action: 'hold',
      actionType: 'action',
    });
    for (let round = 0; round < 2; round += 1) {
      running.send('call', { agentId: '1081', dialogId: '5' });
      await gc.next();
      await gc.publish('1081#InboundCall#HELD#DialogID:5#0300#callVariable1=gold##Ann');
      const { payload } = await running.next('out');
      const { callVariables } = payload as { callVariables: Record<string, string> };
      assert.deepEqual(callVariables, { callVariable1: 'gold' });
      callVariables['callVariable1'] = 'changed by the flow';
    }
    const connection = running.node('connection') as unknown as ConnectionNode;
    const { calls } = (await connection.shared.client()).snapshot();
    assert.deepEqual(calls[0]?.callVariables, { callVariable1: 'gold' });
  });

  it('end their message when the flow is stopped under it', async () => {
    const running = await start({ id: 'dial', type: 'make-call' });
    running.send('dial', { agentId: '1081', payload: '1' });
    await gc.next();
    const ended = once(running.node('dial'), 'close');
    await running.stop();
    await ended;
    flow = undefined;
  });
});

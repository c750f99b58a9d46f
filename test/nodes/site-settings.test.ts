import assert from 'node:assert/strict';
import { currentVersion } from '../../lib/migration';
import type { Flow, FlowNode } from '../support/flow';
import { startScripted, tell } from '../support/scripted-flow';
import { ScriptedGc } from '../support/scripted-gc';

const talking = '1081#InboundCall#ACTIVE#DialogID:5#03001234567###Ann';
const onHold = '1081#InboundCall#HELD#DialogID:5#03001234567###Ann';
const consulted =
  '{"type":"ConsultCall","state":"ACTIVE","assDialogId":"6","fromAddress":"2001","participants":' +
  '[{"extension":"2001","state":"ACTIVE"},{"extension":"2002","state":"ACTIVE"}],"agentId":"1081"}';

const ann = { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001' };
const credentials = { ann: { password: 'secret' } };

describe('a setting in which one GC differs from another', () => {
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

  async function start(node: FlowNode, connection: object = {}, more: FlowNode[] = []): Promise<Flow> {
    flow = await startScripted(gc, node, {
      credentials,
      more: [ann, ...more],
      connection: { version: currentVersion('gc-connection'), ...connection },
    });
    return flow;
  }

  for (const [helloArgument, sent] of [
    ['2001', 'Hello#2001'],
    ['', 'Hello#test-client'],
  ] as const) {
    it(`lets the connection say ${sent}`, async () => {
      await start({ id: 'state', type: 'agent-state' }, { helloArgument });
      assert.equal(gc.heartbeats[0], sent);
    });
  }

  for (const [completeWith, extension] of [
    ['other', '2002'],
    ['own', '2001'],
  ] as const) {
    for (const [action, command] of [
      ['complete-transfer', 'TransferCall'],
      ['complete-conference', 'Conferencecall'],
    ] as const) {
      it(`completes with the ${completeWith} extension: ${command} ${extension},5`, async () => {
        const node = { id: 'transfer', type: 'transfer', agent: 'ann', action, actionType: 'action' };
        const running = await start(node, { completeWith });
        await tell(gc, running, onHold, consulted);
        running.send('transfer', {});
        assert.deepEqual(await gc.next(), { type: `${command}#1081`, body: `${extension},5` });
      });
    }
  }

  for (const [contactCentre, payload, state, sent] of [
    ['uccx', 'logout', 'READY', 'Logout#1081'],
    ['unknown', 'logout', 'READY', 'Logout#1081'],
    ['unknown', 'logout', 'TALKING', 'Logout#1081'],
    ['unknown', 'ready', 'LOGOUT', 'MakeReady#1081'],
    ['unknown', 'not-ready', 'RESERVED', 'MakeNotReady#1081'],
    ['unknown', 'work-ready', 'READY', 'makeworkready#1081'],
    ['ucce', 'logout', 'READY', undefined],
    ['uccx', 'ready', 'LOGOUT', undefined],
  ] as const) {
    const what = sent === undefined ? 'refuses' : 'sends';
    it(`${what} "${payload}" for an agent who is ${state} where the contact centre is ${contactCentre}`, async () => {
      const states = { type: 'gc-event-in', connection: 'connection', types: ['State'] };
      const running = await start({ id: 'state', type: 'agent-state' }, { contactCentre }, [
        { id: 'states', ...states, wires: [['known']] },
        { id: 'known', type: 'helper' },
      ]);
      await gc.publish(`1081#State#${state}##Ann`);
      await running.next('known');
      running.send('state', { agentId: '1081', payload });
      if (sent === undefined) {
        assert.equal((await running.next('caught')).error?.code, 'GC_WRONG_STATE');
        assert.deepEqual(gc.unread, []);
      } else {
        assert.equal((await gc.next()).type, sent);
      }
    });
  }

  it("reads GC's times in the zone of the dialog", async () => {
    const hourMs = 3_600_000;
    const changes = { type: 'gc-event-in', connection: 'connection', types: ['AgentStateChanged'] };
    const running = await start({ id: 'state', type: 'agent-state' }, { gcTimeZone: '-05:00' }, [
      { id: 'changes', ...changes, wires: [['changed']] },
      { id: 'changed', type: 'helper' },
    ]);
    const at = 1000 * Math.floor(Date.now() / 1000 - 433);
    const stateChangeTime = new Date(at - 5 * hourMs).toISOString().slice(0, 19).replace('T', ' ');
    await gc.publish(JSON.stringify({ type: 'State', agentId: '1081', state: 'READY', stateChangeTime }));
    const { payload } = await running.next('changed');
    assert.equal((payload as { at: number }).at, at);
  });

  for (const [sso, body] of [
    ['true', 'test-client,secret,true'],
    ['', 'test-client,secret'],
  ] as const) {
    it(`marks an agent with single sign-on "${sso}" in Connect: ${body}`, async () => {
      flow = await startScripted(
        gc,
        { id: 'state', type: 'agent-state', agent: 'ann' },
        { credentials, more: [{ ...ann, sso }] },
      );
      flow.send('state', { payload: 'login' });
      assert.deepEqual(await gc.next(), { type: 'Connect#1081', body });
      assert.deepEqual(await gc.next(), { type: 'Login#1081', body: 'secret,2001' });
    });
  }

  describe('of a node: to go on when the broker has the command', () => {
    for (const [type, properties, message, sent] of [
      ['agent-state', { goOnWhen: 'sent' }, { payload: 'ready' }, { type: 'MakeReady#1081', body: '' }],
      [
        'gc-call-control',
        { goOnWhen: 'sent' },
        { payload: 'hold', dialogId: '5' },
        { type: 'HoldCall#1081', body: '5' },
      ],
      [
        'transfer',
        { goOnWhen: 'sent' },
        { payload: 'blind', dialogId: '5', number: '2002' },
        { type: 'Transfer_sst#1081', body: '2002,5' },
      ],
      [
        'gc-supervisor',
        { goOnWhen: 'sent' },
        { payload: 'monitor', extension: '2001' },
        { type: 'silentmonitor#1081', body: '2001' },
      ],
      [
        'gc-command',
        { goOnWhen: 'sent' },
        { payload: 'MakeCall', number: '2002' },
        { type: 'MakeCall#1081', body: '2002' },
      ],
      ['make-call', { stage: 'sent' }, { payload: '2002' }, { type: 'MakeCall#1081', body: '2002' }],
    ] as const) {
      it(`${type}, ${sent.type}`, async () => {
        const running = await start({ id: 'node', type, version: currentVersion(type), ...properties });
        running.send('node', { agentId: '1081', ...message });
        assert.deepEqual(await gc.next(), sent);
        const { gc: told } = await running.next('out');
        assert.equal((told as { outcome: string }).outcome, 'sent');
      });
    }

    it('transfer, which consults and completes', async () => {
      const node = { id: 'node', type: 'transfer', agent: 'ann', goOnWhen: 'sent' };
      const running = await start({ ...node, version: currentVersion('transfer') });
      await tell(gc, running, talking);
      running.send('node', { payload: 'consult-and-transfer', number: '2002', dialogId: '5' });
      assert.deepEqual(await gc.next(), { type: 'ConsultCall#1081', body: '2002,5' });
      await tell(gc, running, onHold, '1081#ConsultCall#INITIATING#AssDialogID:6#2001###Ann', consulted);
      assert.deepEqual(await gc.next(), { type: 'TransferCall#1081', body: '2002,5' });
      const { gc: told } = await running.next('out');
      assert.equal((told as { outcome: string }).outcome, 'sent');
    });
  });
});

import assert from 'node:assert/strict';
import type { Flow, FlowNode } from '../support/flow';
import { startScripted, tell } from '../support/scripted-flow';
import { ScriptedGc } from '../support/scripted-gc';

const ann = { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001', mobilePhone: '0300' };

describe('gc-command', () => {
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

  async function start(properties: Partial<FlowNode> = {}): Promise<Flow> {
    const node = { id: 'command', type: 'gc-command', ...properties };
    flow = await startScripted(gc, node, { credentials: { ann: { password: 'hunter2' } }, more: [ann] });
    return flow;
  }

  it('sends the command that a message names, with the parameters of the message', async () => {
    const running = await start();
    running.send('command', { agentId: '1081', payload: 'makecall', number: '2002' });
    assert.deepEqual(await gc.next(), { type: 'MakeCall#1081', body: '2002' });
    await gc.publish('1081#InboundCall#INITIATING#DialogID:7#2001###Ann');
    const { payload, gc: told } = await running.next('out');
    assert.equal((payload as { dialogId: string }).dialogId, '7');
    assert.equal((told as { command: string }).command, 'MakeCall');
  });

  it('sends the command it is set to, with the parameters of its form', async () => {
    const running = await start({
      command: 'update_call_variable',
      commandType: 'command',
      parameters: {
        dialogId: { value: '5', type: 'str' },
        variableName: { value: '"callVariable" & payload', type: 'jsonata' },
        variableValue: { value: '', type: 'str' },
      },
    });
    running.send('command', { agentId: '1081', payload: '1', number: 'not one of its own' });
    assert.deepEqual(await gc.next(), { type: 'update_call_variable#1081', body: '5,callVariable1,' });
  });

  it('reads from the message what its form does not have', async () => {
    const running = await start({ command: 'GetPhonebookContacts', commandType: 'command' });
    running.send('command', { agentId: '1081', phonebookId: 7 });
    assert.deepEqual(await gc.next(), { type: 'GetPhonebookContacts#1081', body: '7' });
  });

  it('takes the one call of the agent when none is named', async () => {
    const running = await start({ command: 'HoldCall', commandType: 'command' });
    await tell(gc, running, '1081#InboundCall#ACTIVE#DialogID:5####Ann');
    running.send('command', { agentId: '1081' });
    assert.deepEqual(await gc.next(), { type: 'HoldCall#1081', body: '5' });
  });

  describe('never asks for a password', () => {
    for (const [payload, body, extra] of [
      ['Connect', 'test-client,hunter2', {}],
      ['Connect', 'test-client,hunter2,SSO', { sso: 'SSO' }],
      ['Login', 'hunter2,2001', {}],
      ['Login', 'hunter2,2055', { extension: '2055' }],
      ['MobileAgentLogin', 'hunter2,2001,0300,true', {}],
      ['MobileAgentLogin', 'hunter2,2001,0301,false', { phone: '0301', connectionMode: false }],
      ['Login', 'hunter2,2001', { password: 'not this', destination: 'nor this' }],
    ] as const) {
      it(`: ${payload} ${JSON.stringify(extra)}`, async () => {
        const running = await start();
        running.send('command', { agentId: '1081', payload, ...extra });
        assert.deepEqual(await gc.next(), { type: `${payload}#1081`, body });
      });
    }

    it('and says so where nobody knows it', async () => {
      const running = await start();
      running.send('command', { agentId: '1082', payload: 'Login' });
      assert.equal((await running.next('caught')).error?.code, 'GC_NO_PASSWORD');
      assert.deepEqual(gc.unread, []);
    });
  });

  it('sends heartbeats for the destination, with no agent', async () => {
    const running = await start({ command: 'Beat', commandType: 'command' });
    running.send('command', {});
    const { payload, gc: told } = await running.next('out');
    assert.deepEqual(payload, { type: 'System', status: 'IN_SERVICE' });
    assert.equal('agentId' in (told as object), false);
    assert.ok(gc.heartbeats.includes('Beat#test-client'));
  });

  for (const payload of ['Dance', '', 7, null, {}, 'constructor', 'MakeCall#1081']) {
    it(`knows no command ${JSON.stringify(payload)}, and sends nothing`, async () => {
      const running = await start();
      running.send('command', { agentId: '1081', payload });
      assert.equal((await running.next('caught')).error?.code, 'GC_UNKNOWN_COMMAND');
      assert.deepEqual(gc.unread, []);
    });
  }

  it('names the parameter that is missing, and sends nothing', async () => {
    const running = await start();
    running.send('command', { agentId: '1081', payload: 'MakeCall' });
    const { error } = await running.next('caught');
    assert.match(error?.message ?? '', /MakeCall for agent 1081 failed: number is missing/);
    assert.deepEqual(gc.unread, []);
  });
});

import assert from 'node:assert/strict';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow, type FlowNode } from '../support/flow';

describe('gc-snapshot', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  async function start(config: Record<string, unknown>, more: FlowNode[] = []): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      { id: 'snapshot', type: 'gc-snapshot', connection: 'connection', wires: [['out']], ...config },
      { id: 'in', type: 'gc-event-in', connection: 'connection', wires: [['event']] },
      { id: 'out', type: 'helper' },
      { id: 'event', type: 'helper' },
      ...more,
    ]);
    await flow.next('event');
  }

  async function publish(...bodies: string[]): Promise<void> {
    await gc.publish(...bodies, '9999#Error#THE_END');
    let { topic } = await flow.next('event');
    while (topic !== '9999/Error/THE_END') {
      ({ topic } = await flow.next('event'));
    }
  }

  async function ask(message: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    flow.send('snapshot', { agentId: '1081', ...message });
    return await flow.next('out');
  }

  async function failure(message: Record<string, unknown> = {}): Promise<string | undefined> {
    flow.send('snapshot', { agentId: '1081', ...message });
    return (await flow.next('caught')).error?.code;
  }

  const info =
    '{"type":"AgentInfo","agentId":"1081","firstName":"Ann","lastName":"Lee","team":{"id":"1","name":"Sales"}}';

  it('tells what is known of an agent, with the calls, on the same message', async () => {
    await start({ about: 'agent' });
    await publish(info, '1081#State#NOT_READY#2#Ann', '1081#NewInboundCall#0300#0300#DialogID:7');
    const { _msgid, gc: told, payload, ...rest } = await ask({ _msgid: 'abc', extra: 1 });
    assert.equal(_msgid, 'abc');
    assert.deepEqual(rest, { agentId: '1081', extra: 1 });
    const { since, calls, ...agent } = payload as Record<string, unknown>;
    assert.equal(typeof since, 'number');
    assert.deepEqual(agent, {
      agentId: '1081',
      state: 'NOT_READY',
      reasonCode: '2',
      previousState: 'UNKNOWN',
      firstName: 'Ann',
      lastName: 'Lee',
      agentName: 'Ann Lee',
      team: { id: '1', name: 'Sales' },
    });
    const [call] = calls as { dialogId: string; state: string; actions: string[] }[];
    assert.deepEqual([call?.dialogId, call?.state, call?.actions], ['7', 'ALERTING', ['AnswerCall']]);
    const { at, ...how } = told as Record<string, unknown>;
    assert.equal(typeof at, 'number');
    assert.deepEqual(how, { about: 'agent', refreshed: false });
    assert.deepEqual(gc.unread, []);
  });

  it('has the same shape for an agent of whom nothing is known', async () => {
    await start({ about: 'agent' });
    assert.deepEqual((await ask()).payload, { agentId: '1081', state: 'UNKNOWN', calls: [] });
  });

  it("tells what is known of a call: the agent's one, or the one that is named", async () => {
    await start({ about: 'call' });
    await publish(
      '1081#InboundCall#ACTIVE#DialogID:7#0300#callVariable1=gold##Ann',
      '1082#InboundCall#HELD#DialogID:8#0301###Bob',
    );
    const one = (await ask()).payload as Record<string, unknown>;
    assert.deepEqual(
      [one['dialogId'], one['state'], one['callVariables'], (one['legs'] as unknown[]).length],
      ['7', 'ACTIVE', { callVariable1: 'gold' }, 1],
    );
    const other = (await ask({ dialogId: '8' })).payload as { legs: { agentId: string }[] };
    assert.equal(other.legs[0]?.agentId, '1082');
    assert.equal(await failure({ dialogId: '9' }), 'NO_DIALOG_ID');
    assert.equal(await failure({ agentId: '1083' }), 'NO_DIALOG_ID');
  });

  it('tells the members of a team, named by its id or name', async () => {
    await start({ about: 'team', team: 'sales', teamType: 'str' });
    await publish(info, '1081#State#READY##Ann', '1082#State#READY##Bob');
    const byName = (await ask()).payload as { id: string; name: string; agents: { agentId: string }[] };
    assert.deepEqual([byName.id, byName.name], ['1', 'Sales']);
    assert.deepEqual(
      byName.agents.map(({ agentId }) => agentId),
      ['1081'],
    );
    await flow.deploy('nodes', { snapshot: { team: 'payload', teamType: 'msg' } });
    assert.deepEqual((await ask({ payload: '1' })).payload, byName);
    assert.equal(await failure({ payload: 'nobody' }), 'GC_NOT_FOUND');
    assert.equal(await failure({ payload: 'a,b' }), 'GC_INVALID_PARAMETER');
  });

  it('tells all, or how the connection is', async () => {
    await start({ about: 'all' });
    await publish('1081#State#READY##Ann', '1081#InboundCall#ACTIVE#DialogID:7#0300###Ann');
    const all = (await ask()).payload as Record<string, unknown[]>;
    assert.deepEqual(Object.keys(all).sort(), ['agents', 'calls', 'counters', 'health', 'teams']);
    assert.deepEqual([all['agents']?.length, all['calls']?.length], [1, 1]);
    await flow.deploy('nodes', { snapshot: { about: 'health', refresh: true } });
    const { payload, gc: told } = await ask();
    const { broker, gc: condition } = payload as Record<string, { condition: string }>;
    assert.deepEqual([broker?.condition, condition?.condition], ['connected', 'in-service']);
    assert.equal((told as { refreshed: boolean }).refreshed, false);
  });

  it('gives copies that the flow may change', async () => {
    await start({ about: 'all' });
    await publish('1081#InboundCall#ACTIVE#DialogID:7#0300#callVariable1=gold##Ann');
    const first = (await ask()).payload as { calls: { callVariables: Record<string, string> }[] };
    for (const call of first.calls) {
      call.callVariables['callVariable1'] = 'changed by the flow';
    }
    const { calls } = (await ask()).payload as typeof first;
    assert.deepEqual(calls[0]?.callVariables, { callVariable1: 'gold' });
  });

  describe('when GC is asked first', () => {
    it('asks for the state and for each call, and ends a call that GC does not know', async () => {
      await start({ about: 'agent', refresh: true });
      await publish(
        '1081#State#TALKING##Ann',
        '1081#InboundCall#ACTIVE#DialogID:7#0300###Ann',
        '1081#InboundCall#HELD#DialogID:8#0301###Ann',
      );
      flow.send('snapshot', { agentId: '1081' });
      assert.deepEqual(await gc.next(), { type: 'GetState#1081', body: '' });
      await gc.publish('1081#State#NOT_READY#2#Ann');
      assert.deepEqual(await gc.next(), { type: 'getdialogstate#1081', body: '7' });
      await gc.publish('1081#Error#NO_DIALOG_ID');
      assert.deepEqual(await gc.next(), { type: 'getdialogstate#1081', body: '8' });
      await gc.publish('1081#DialogState#ACTIVE#8#Ann#0301');
      const { payload, gc: told } = await flow.next('out');
      const { state, calls } = payload as { state: string; calls: { dialogId: string; state: string }[] };
      assert.equal(state, 'NOT_READY');
      assert.deepEqual(
        calls.map((call) => [call.dialogId, call.state]),
        [['8', 'ACTIVE']],
      );
      assert.equal((told as { refreshed: boolean }).refreshed, true);
    });

    it('asks the agents of a call', async () => {
      await start({ about: 'call', refresh: true });
      await publish('1081#InboundCall#ACTIVE#DialogID:7#0300###Ann');
      flow.send('snapshot', { agentId: '1081' });
      await gc.next();
      await gc.publish('1081#State#TALKING##Ann');
      await gc.next();
      await gc.publish('1081#DialogState#HELD#7#Ann#0300');
      assert.equal(((await flow.next('out')).payload as { state: string }).state, 'HELD');
    });

    it('asks a supervisor for the members of a team', async () => {
      await start({ about: 'team', refresh: true });
      flow.send('snapshot', { agentId: '1086', payload: '1' });
      assert.deepEqual(await gc.next(), { type: 'getteamusers#1086', body: '1' });
      const users = [
        { firstName: 'Ann', lastName: 'Lee', extension: '2001', agentId: '1081', state: 'READY' },
        { firstName: 'Bob', lastName: 'May', extension: '2002', agentId: '1082', state: 'LOGOUT' },
      ];
      await gc.publish(JSON.stringify({ type: 'Agents', users, agentId: '1086' }));
      const { agents } = (await flow.next('out')).payload as { agents: { agentId: string; state: string }[] };
      assert.deepEqual(
        agents.map(({ agentId, state }) => [agentId, state]),
        [
          ['1081', 'READY'],
          ['1082', 'LOGOUT'],
        ],
      );
    });

    it('asks all agents of this client, not those of whom a supervisor is told', async () => {
      await start({ about: 'all', refresh: true });
      await publish(
        '1081#State#READY##Ann',
        '1082#State#LOGOUT##Bob',
        '1086#State#READY####2026-11-22 09:31:00#Cem#1083#2003',
      );
      flow.send('snapshot', {});
      assert.equal((await gc.next()).type, 'GetState#1081');
      await gc.publish('1081#State#NOT_READY##Ann');
      const { agents } = (await flow.next('out')).payload as { agents: { agentId: string; state: string }[] };
      assert.equal(agents.find(({ agentId }) => agentId === '1081')?.state, 'NOT_READY');
      assert.deepEqual(gc.unread, []);
    });

    it('fails where GC does not answer', async () => {
      await start({ about: 'agent', refresh: true });
      assert.equal(await failure({ timeout: 0.1 }), 'GC_TIMEOUT');
    });

    it('ends its message when the node is deployed anew', async () => {
      await start({ about: 'agent', refresh: true });
      flow.send('snapshot', { agentId: '1081' });
      await gc.next();
      await flow.deploy('nodes', { snapshot: { name: 'changed' } });
      assert.equal((await flow.next('caught')).error?.code, 'GC_CLOSED');
    });
  });

  for (const [what, config, message, code] of [
    ['no connection', { connection: '' }, {}, 'GC_NO_CONNECTION'],
    ['something else to look at', { about: 'queue' }, {}, 'GC_INVALID_CONFIGURATION'],
    ['an agent that is none', { about: 'agent' }, { agentId: '' }, 'GC_INVALID_PARAMETER'],
  ] as const) {
    it(`says that it has ${what}`, async () => {
      await start(config);
      assert.equal(await failure(message), code);
    });
  }
});

import assert from 'node:assert/strict';
import type { Flow, FlowNode } from '../support/flow';
import { startScripted, tell } from '../support/scripted-flow';
import { ScriptedGc } from '../support/scripted-gc';

const monitoring = '1086#InboundCall#ACTIVE#DialogID:9#2006##2026-11-22 07:14:32#callType:SM#Eleni';

describe('gc-supervisor', () => {
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
    flow = await startScripted(gc, { id: 'supervisor', type: 'gc-supervisor', ...properties });
    return flow;
  }

  for (const [payload, extra, command] of [
    ['queues', {}, { type: 'getqueuelist#1086', body: '' }],
    ['team-users', { teamId: 1 }, { type: 'getteamusers#1086', body: '1' }],
    ['team-users', { teamId: 1, subscribe: false }, { type: 'getteamusers#1086', body: '1' }],
    ['team-users', { teamId: '1', subscribe: true }, { type: 'getteamusers#1086', body: '1,true' }],
    ['member-state', { memberId: '1081' }, { type: 'getteamuserstate#1086', body: '1081' }],
    ['all-agents', {}, { type: 'getallagents#1086', body: '' }],
    ['monitor', { extension: '2001' }, { type: 'silentmonitor#1086', body: '2001' }],
    ['end-monitor', { dialogId: '9' }, { type: 'endsilentmonitor#1086', body: '9' }],
    ['barge-in', { memberId: '1081', dialogId: '9' }, { type: 'bargein#1086', body: '1081,9' }],
    [
      'drop-participant',
      { extension: '2001', dialogId: '9' },
      { type: 'dropparticipant#1086', body: '2001,9' },
    ],
    ['member-ready', { memberId: '1081' }, { type: 'MakeReady#1081', body: '' }],
    ['MEMBER_NOT_READY', { memberId: '1081' }, { type: 'MakeNotReady#1081', body: '' }],
    ['member-logout', { memberId: '1081' }, { type: 'Logout#1081', body: '' }],
  ] as const) {
    it(`sends ${command.type} "${command.body}" for "${payload}" ${JSON.stringify(extra)}`, async () => {
      const running = await start();
      running.send('supervisor', { agentId: '1086', payload, ...extra });
      assert.deepEqual(await gc.next(), command);
    });
  }

  it('asks for the changes of a team where the node says so', async () => {
    const running = await start({
      action: 'team-users',
      actionType: 'action',
      teamId: '2',
      teamIdType: 'str',
      subscribe: 'true',
      subscribeType: 'bool',
    });
    running.send('supervisor', { agentId: '1086' });
    assert.deepEqual(await gc.next(), { type: 'getteamusers#1086', body: '2,true' });
  });

  it('passes the queues on', async () => {
    const running = await start({ action: 'queues', actionType: 'action' });
    running.send('supervisor', { agentId: '1086' });
    await gc.next();
    await gc.publish('1086#QueueList#QueueName:Sales,AgentsNotReady:1,AgentsReady:2,CallsInQueue:4');
    assert.deepEqual((await running.next('out')).payload, {
      type: 'QueueList',
      agentId: '1086',
      queues: [{ queueName: 'Sales', agentsNotReady: '1', agentsReady: '2', callsInQueue: '4' }],
    });
  });

  it('tells which member it has made ready', async () => {
    const running = await start({ action: 'member-ready', actionType: 'action' });
    running.send('supervisor', { agentId: '1086', memberId: '1081' });
    await gc.next();
    // As GC tells the supervisor who has subscribed to the team.
    await gc.publish('1086#State#READY#####Anna Becker#1081#2001');
    const { payload, gc: told } = await running.next('out');
    const { agentId, state, supervisorId } = payload as Record<string, unknown>;
    assert.deepEqual(
      { agentId, state, supervisorId },
      { agentId: '1081', state: 'READY', supervisorId: '1086' },
    );
    const { command, agentId: by, memberId, outcome } = told as Record<string, unknown>;
    assert.deepEqual(
      { command, agentId: by, memberId, outcome },
      { command: 'MakeReady', agentId: '1086', memberId: '1081', outcome: 'confirmed' },
    );
  });

  it('takes the extension of a member from the list of the team', async () => {
    const running = await start();
    running.send('supervisor', { agentId: '1086', payload: 'team-users', teamId: '1' });
    await gc.next();
    await gc.publish(
      '1086#TeamUsersList#FirstName:Anna,LastName:Becker,Extension:2001,LoginId:1081,State:TALKING',
    );
    await running.next('out');
    running.send('supervisor', { agentId: '1086', payload: 'monitor', memberId: '1081' });
    assert.deepEqual(await gc.next(), { type: 'silentmonitor#1086', body: '2001' });
  });

  it('takes the call that is being monitored when none is named', async () => {
    const running = await start();
    await tell(gc, running, monitoring);
    running.send('supervisor', { agentId: '1086', payload: 'barge-in', memberId: '1081' });
    assert.deepEqual(await gc.next(), { type: 'bargein#1086', body: '1081,9' });
    await gc.publish('1086#Error#CF_INVALID_OBJECT_STATE');
    await running.next('caught');
    running.send('supervisor', { agentId: '1086', payload: 'end-monitor' });
    assert.deepEqual(await gc.next(), { type: 'endsilentmonitor#1086', body: '9' });
  });

  for (const [what, message, problem] of [
    ['no member', { payload: 'member-ready' }, /memberId is missing/],
    ['an empty member', { payload: 'member-logout', memberId: '' }, /memberId is missing/],
    [
      'a member with a comma',
      { payload: 'member-state', memberId: '10,81' },
      /memberId must not contain ","/,
    ],
    ['a member that is an object', { payload: 'member-ready', memberId: {} }, /memberId must be a login id/],
    ['no team', { payload: 'team-users' }, /teamId is missing/],
    ['no extension', { payload: 'monitor' }, /extension is missing/],
    [
      'no extension of a member who is not known',
      { payload: 'monitor', memberId: '1' },
      /extension is missing/,
    ],
    [
      'rubbish as subscription',
      { payload: 'team-users', teamId: '1', subscribe: 'maybe' },
      /must be true or false/,
    ],
    ['no call', { payload: 'end-monitor' }, /has no call \(NO_DIALOG_ID\)/],
    ['another action', { payload: 'fire' }, /"fire" is not an action/],
  ] as const) {
    it(`refuses ${what}, and sends nothing`, async () => {
      const running = await start();
      running.send('supervisor', { agentId: '1086', ...message });
      assert.match((await running.next('caught')).error?.message ?? '', problem);
      assert.deepEqual(gc.unread, []);
    });
  }

  it('hands on that the agent is no supervisor', async () => {
    const running = await start({ action: 'queues', actionType: 'action' });
    running.send('supervisor', { agentId: '1081' });
    await gc.next();
    await gc.publish('1081#Error#AUTHORIZATION_FAILURE');
    const { error } = await running.next('caught');
    assert.equal(error?.code, 'AUTHORIZATION_FAILURE');
    assert.match(error.message, /Use an agent who is a supervisor of this team/);
  });
});

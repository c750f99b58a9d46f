import assert from 'node:assert/strict';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow, type FlowNode, type Message, type Received } from '../support/flow';
import { until } from '../support/wait';

describe('gc-wait', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  const minute = { seconds: '60', secondsType: 'str' };
  const forAgent = (states: string, match = 'one-of') => ({
    about: 'agent',
    match,
    agentStates: states,
    agentStatesType: 'states',
    ...minute,
  });
  const forCall = (states: string) => ({
    about: 'call',
    callStates: states,
    callStatesType: 'states',
    ...minute,
  });

  /** All messages end at `met`, `late`, `caught` or `completed`; every event of GC is seen at `event`. */
  async function start(config: Record<string, unknown>, more: FlowNode[] = []): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      { id: 'wait', type: 'gc-wait', connection: 'connection', wires: [['met'], ['late']], ...config },
      { id: 'in', type: 'gc-event-in', connection: 'connection', wires: [['event']] },
      { id: 'complete', type: 'complete', scope: ['wait'], wires: [['completed']] },
      ...['met', 'late', 'event', 'completed'].map((id) => ({ id, type: 'helper' })),
      ...more,
    ]);
    await seen('System/IN_SERVICE', /^System/);
  }

  /** Waits until the flow has got the event. */
  async function seen(what: string, topic: RegExp): Promise<void> {
    let event = await flow.next('event');
    while (!topic.test(String(event.topic))) {
      event = await flow.next('event');
    }
    assert.ok(event, what);
  }

  async function publish(...bodies: string[]): Promise<void> {
    await gc.publish(...bodies, '9999#State#READY##End');
    await seen('the end', /^9999\/State/);
  }

  function send(message: Message): void {
    flow.send('wait', message);
  }

  function outcomeOf({ gc: told }: Received): Record<string, unknown> {
    const { seconds, agent, call, ...rest } = told as Record<string, unknown>;
    assert.equal(typeof seconds, 'number');
    assert.ok(agent !== undefined || call !== undefined || rest['state'] === 'ENDED');
    return rest;
  }

  /** How many messages have come out, and how many have ended. */
  function tally() {
    const [met, late, completed, caught] = ['met', 'late', 'completed', 'caught'].map(
      (id) => flow.unread(id).length,
    );
    return { met, late, completed, caught };
  }

  it('holds a message until the agent is in one of the states', async () => {
    await start(forAgent('READY,TALKING'));
    await publish('1081#State#NOT_READY#2#Ann');
    send({ agentId: '1081', payload: 'mine', extra: 1 });
    await publish('1082#State#READY##Bob', '1081#State#NOT_READY#3#Ann');
    assert.deepEqual(tally(), { met: 0, late: 0, completed: 0, caught: 0 });
    await publish('1081#State#READY##Ann');
    const message = await flow.next('met');
    assert.equal(message.payload, 'mine');
    assert.equal(message.extra, 1);
    assert.deepEqual(outcomeOf(message), { outcome: 'met', agentId: '1081', state: 'READY' });
    await flow.next('completed');
    assert.deepEqual(tally(), { met: 0, late: 0, completed: 0, caught: 0 });
  });

  it('lets a message through at once where it is so already', async () => {
    await start(forAgent('READY'));
    await publish('1081#State#READY##Ann');
    send({ agentId: '1081' });
    assert.equal(outcomeOf(await flow.next('met')).outcome, 'met');
  });

  it('waits until the agent is in none of the states, but knows nothing of an unknown agent', async () => {
    await start(forAgent('NOT_READY,LOGOUT', 'none-of'));
    send({ agentId: '1081' });
    await publish('1081#State#NOT_READY##Ann');
    assert.equal(tally().met, 0);
    await publish('1081#State#READY##Ann');
    assert.equal(outcomeOf(await flow.next('met')).state, 'READY');
  });

  it('reads states from the message, as a list or a text', async () => {
    await start({ ...forAgent('wanted'), agentStatesType: 'msg' });
    await publish('1081#State#NOT_READY##Ann');
    send({ agentId: '1081', wanted: ['ready', 'Not ready'] });
    assert.equal(outcomeOf(await flow.next('met')).state, 'NOT_READY');
    send({ agentId: '1081', wanted: 'not-ready' });
    assert.equal(outcomeOf(await flow.next('met')).state, 'NOT_READY');
    send({ agentId: '1081' });
    assert.equal((await flow.next('caught')).error?.code, 'GC_INVALID_PARAMETER');
  });

  it('waits until the one call of the agent is answered, also where it was held at once', async () => {
    await start(forCall('ANSWERED'));
    await publish('1081#NewInboundCall#0300#0300#DialogID:7');
    send({ agentId: '1081' });
    await publish('1081#InboundCall#ALERTING#DialogID:7#0300###Ann');
    assert.equal(tally().met, 0);
    await publish('1081#InboundCall#ACTIVE#DialogID:7#0300###Ann');
    assert.deepEqual(outcomeOf(await flow.next('met')), {
      outcome: 'met',
      agentId: '1081',
      dialogId: '7',
      state: 'ANSWERED',
    });
    await publish('1081#InboundCall#HELD#DialogID:7#0300###Ann');
    send({ agentId: '1081', dialogId: '7' });
    assert.equal(outcomeOf(await flow.next('met')).state, 'ANSWERED');
  });

  it('waits for any state of the call that is named, among several', async () => {
    await start(forCall('HELD,FAILED'));
    await publish(
      '1081#InboundCall#ACTIVE#DialogID:7#0300###Ann',
      '1081#InboundCall#HELD#DialogID:6#0301###Ann',
    );
    send({ agentId: '1081', dialogId: '7' });
    send({ agentId: '1081' });
    assert.equal((await flow.next('caught')).error?.code, 'AMBIGUOUS_DIALOG');
    assert.equal(tally().met, 0);
    await publish('1081#InboundCall#HELD#DialogID:7#0300###Ann');
    const { gc: told } = await flow.next('met');
    const { state, call } = told as { state: string; call: { fromAddress: string } };
    assert.deepEqual([state, call.fromAddress], ['HELD', '0300']);
  });

  it('waits until a call has ended, and tells at once of one that has', async () => {
    await start(forCall('ENDED'));
    await publish('1081#InboundCall#ACTIVE#DialogID:7#0300###Ann');
    send({ agentId: '1081' });
    await publish('1081#InboundCall#HELD#DialogID:7#0300###Ann');
    assert.equal(tally().met, 0);
    await publish('1081#InboundCall#DROP#DialogID:7#Ann');
    assert.equal(outcomeOf(await flow.next('met')).state, 'ENDED');
    send({ agentId: '1081', dialogId: '7' });
    assert.equal(outcomeOf(await flow.next('met')).state, 'ENDED');
  });

  it('waits for how a call has ended', async () => {
    await start(forCall('ANSWERED,ABANDONED'));
    await publish(
      '1081#State#READY##Ann',
      '1081#State#RESERVED##Ann',
      '1081#NewInboundCall#0300#0300#DialogID:7',
    );
    send({ agentId: '1081' });
    await publish('1081#InboundCall#DROP#DialogID:7#Ann', '1081#State#READY##Ann');
    const { gc: told } = await flow.next('met');
    const { state, call } = told as { state: string; call: { fromAddress: string } };
    assert.deepEqual([state, call.fromAddress], ['ABANDONED', '0300']);

    await publish('1081#State#RESERVED##Ann', '1081#NewInboundCall#0300#0300#DialogID:8');
    send({ agentId: '1081' });
    await publish('1081#InboundCall#DROP#DialogID:8#Ann', '1081#State#NOT_READY#32767#Ann');
    assert.equal(tally().met, 0);
  });

  it('says that there is no call to wait for', async () => {
    await start(forCall('ANSWERED'));
    send({ agentId: '1081' });
    assert.equal((await flow.next('caught')).error?.code, 'NO_DIALOG_ID');
  });

  it('lets the message out at the second output when the time is up, with the state there is then', async () => {
    await start({ ...forCall('ANSWERED'), seconds: 'limit', secondsType: 'msg' });
    await publish('1081#NewInboundCall#0300#0300#DialogID:7');
    send({ agentId: '1081', limit: 0.05, payload: 'mine' });
    const message = await flow.next('late');
    assert.equal(message.payload, 'mine');
    assert.deepEqual(outcomeOf(message), {
      outcome: 'time-is-up',
      agentId: '1081',
      dialogId: '7',
      state: 'ALERTING',
    });
    await publish('1081#InboundCall#ACTIVE#DialogID:7#0300###Ann');
    await flow.next('completed');
    assert.deepEqual(tally(), { met: 0, late: 0, completed: 0, caught: 0 });
  });

  it('only looks where there is no time', async () => {
    await start({ ...forAgent('READY'), seconds: '0' });
    send({ agentId: '1081' });
    assert.equal(outcomeOf(await flow.next('late')).state, 'UNKNOWN');
  });

  for (const [what, config, message] of [
    ['an agent that is none', forAgent('READY'), { agentId: '10#81' }],
    ['a time that is none', { ...forAgent('READY'), seconds: 'x', secondsType: 'msg' }, { x: 'soon' }],
    ['no time', { ...forAgent('READY'), seconds: 'x', secondsType: 'msg' }, {}],
    ['a time that no timer can count', { ...forAgent('READY'), seconds: '1e9' }, {}],
  ] as const) {
    it(`refuses ${what}`, async () => {
      await start(config);
      send({ agentId: '1081', ...message });
      assert.equal((await flow.next('caught')).error?.code, 'GC_INVALID_PARAMETER');
    });
  }

  describe('with msg.reset', () => {
    it('drops what waits: for all, for an agent, for a call; each message ends once', async () => {
      await start(forCall('ENDED'));
      await publish(
        '1081#InboundCall#ACTIVE#DialogID:7#0300###Ann',
        '1082#InboundCall#ACTIVE#DialogID:8#0300###Bob',
        '1083#InboundCall#ACTIVE#DialogID:9#0300###Cem',
      );
      for (const [agentId, dialogId] of [
        ['1081', '7'],
        ['1082', '8'],
        ['1083', '9'],
      ] as const) {
        send({ agentId, dialogId });
      }
      send({ reset: true, agentId: '1081' });
      await flow.next('completed');
      await flow.next('completed');
      send({ reset: true, dialogId: '8' });
      await flow.next('completed');
      await flow.next('completed');
      await publish('1081#InboundCall#DROP#DialogID:7#Ann', '1082#InboundCall#DROP#DialogID:8#Bob');
      assert.deepEqual(tally(), { met: 0, late: 0, completed: 0, caught: 0 });
      send({ reset: '' });
      await flow.next('completed');
      await flow.next('completed');
      await publish('1083#InboundCall#DROP#DialogID:9#Cem');
      assert.deepEqual(tally(), { met: 0, late: 0, completed: 0, caught: 0 });
    });
  });

  it('holds a thousand messages, says so to the next, and lets all of them go', async () => {
    await start(forAgent('READY'));
    for (let number = 0; number < 1001; number += 1) {
      send({ agentId: String(2000 + (number % 10)) });
    }
    const { error } = await flow.next('caught');
    assert.equal(error?.code, 'GC_TOO_MANY_WAITING');
    assert.match(error.message, /1000 messages are waiting/);
    for (let number = 0; number < 10; number += 1) {
      await gc.publish(`${2000 + number}#State#READY##Ann`);
    }
    await until(() => flow.unread('met').length === 1000);
    await until(() => flow.unread('completed').length === 1000);
    assert.deepEqual(tally(), { met: 1000, late: 0, completed: 1000, caught: 0 });
  });

  it('ends every message that waits when the node is deployed anew, and leaves no timer', async () => {
    await start(forAgent('READY'));
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    for (let number = 0; number < 20; number += 1) {
      send({ agentId: '1081' });
    }
    await until(() => timers() >= before + 20);
    await flow.deploy('nodes', { wait: { name: 'changed' } });
    await until(() => flow.unread('caught').length === 20);
    assert.ok(flow.unread('caught').every(({ error }) => error?.code === 'GC_CLOSED'));
    await until(() => timers() <= before + 1);
    await publish('1081#State#READY##Ann');
    assert.equal(tally().met, 0);
  });

  it('goes on over an outage, and believes what is found out afterwards', async () => {
    await start(forAgent('READY'));
    await publish('1081#State#NOT_READY##Ann');
    send({ agentId: '1081' });
    gc.broker.dropConnections();
    await seen('GC again', /^System/);
    await publish('1081#State#READY##Ann');
    assert.equal(outcomeOf(await flow.next('met')).state, 'READY');
  });

  it('ends messages with an error where there is no connection', async () => {
    await start({ ...forAgent('READY'), connection: '' });
    send({ agentId: '1081' });
    assert.equal((await flow.next('caught')).error?.code, 'GC_NO_CONNECTION');
  });
});

import assert from 'node:assert/strict';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow, runtimeEvents, type FlowNode, type Received } from '../support/flow';
import type { EventOf } from '../../lib/protocol';
import type { ConnectionNode } from '../../lib/nodered/connection/shared-connection';
import { until } from '../support/wait';

describe('gc-event-in', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  /** The nodes listen from the moment the answer to the first heartbeat has come. */
  async function start(...nodes: FlowNode[]): Promise<Flow> {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      ...nodes.map((node) => ({ connection: 'connection', ...node })),
      { id: 'system', type: 'gc-event-in', connection: 'connection', types: ['System'], wires: [['first']] },
      { id: 'first', type: 'helper' },
      { id: 'out', type: 'helper' },
      { id: 'other', type: 'helper' },
    ]);
    await flow.next('first');
    return flow;
  }

  it('emits an event with all that a flow needs at the top of the message', async () => {
    await start({ id: 'in', type: 'gc-event-in', types: ['State'], wires: [['out']] });
    const raw = '1081#State#READY##Ann Lee';
    await gc.publish(raw);
    const { _msgid, gc: details, ...message } = await flow.next('out');
    assert.equal(typeof _msgid, 'string');
    assert.deepEqual(message, {
      topic: '1081/State/READY',
      payload: { type: 'State', agentId: '1081', state: 'READY' },
      agentId: '1081',
    });
    const { receivedAt, publishedAt, ...rest } = details as Record<string, unknown>;
    assert.deepEqual(rest, { format: 'text', message: 'Your State: Ready', raw });
    assert.equal(typeof receivedAt, 'number');
    assert.equal(typeof publishedAt, 'number');
  });

  it('puts the dialog at the top, and the code of an error into the topic', async () => {
    await start({ id: 'in', type: 'gc-event-in', types: ['NewInboundCall', 'Error'], wires: [['out']] });
    await gc.publish('1081#NewInboundCall#0300#0300#DialogID:5', '1081#Error#NO_DIALOG_ID');
    const call = await flow.next('out');
    assert.deepEqual([call.topic, call.agentId, call.dialogId], ['1081/NewInboundCall', '1081', '5']);
    const error = await flow.next('out');
    assert.equal(error.topic, '1081/Error/NO_DIALOG_ID');
    assert.equal((error.gc as { message: string }).message, 'Invalid operation or call not found.');
  });

  it('takes a gc-agent as an agent, as the property of a subflow holds it', async () => {
    await start(
      { id: 'ann', type: 'gc-agent', agentId: '1081', extension: '2001' },
      { id: 'in', type: 'gc-event-in', types: ['State'], agents: 'ann', wires: [['out']] },
    );
    await gc.publish('1082#State#READY##Bob', '1081#State#READY##Ann');
    assert.equal((await flow.next('out')).agentId, '1081');
  });

  it('filters by type, agent and state', async () => {
    await start(
      {
        id: 'in',
        type: 'gc-event-in',
        types: ['State'],
        agents: '1081, 1083',
        states: 'ready,TALKING',
        wires: [['out']],
      },
      { id: 'all', type: 'gc-event-in', wires: [['other']] },
    );
    await gc.publish(
      '1081#State#NOT_READY##Ann',
      '1082#State#READY##Bob',
      '1081#InboundCall#READY#Ann',
      '1083#State#TALKING##Cem',
      '1081#State#READY##Ann',
    );
    assert.equal((await flow.next('out')).topic, '1083/State/TALKING');
    assert.equal((await flow.next('out')).topic, '1081/State/READY');
    assert.deepEqual(flow.unread('out'), []);
  });

  it('gives every node an object of its own', async () => {
    await start(
      { id: 'in', type: 'gc-event-in', types: ['State'], wires: [['out']] },
      { id: 'in2', type: 'gc-event-in', types: ['State'], wires: [['other']] },
    );
    await gc.publish('1081#State#READY##Ann');
    const [one, other] = [await flow.next('out'), await flow.next('other')];
    assert.deepEqual(one.payload, other.payload);
    assert.notEqual(one.payload, other.payload);
    assert.notEqual(one._msgid, other._msgid);
  });

  it('emits what it cannot read as Unknown, with the reason and the text', async () => {
    await start({ id: 'in', type: 'gc-event-in', types: ['Unknown'], wires: [['out']] });
    await gc.publish('rubbish');
    const { topic, payload } = await flow.next('out');
    assert.equal(topic, 'Unknown');
    assert.deepEqual(payload, { type: 'Unknown', reason: 'the message is no event of GC', raw: 'rubbish' });
  });

  it('sends a System event only when the state of GC changes, or each one if wanted', async () => {
    const eventIn = { type: 'gc-event-in', types: ['System'], acknowledge: 'passed-on', version: 4 };
    await start(
      { ...eventIn, id: 'changes', heartbeats: false, wires: [['out']] },
      { ...eventIn, id: 'all', heartbeats: true, wires: [['other']] },
    );
    await gc.publish(
      'System#IN_SERVICE',
      'System#OUT_OF_SERVICE',
      'System#OUT_OF_SERVICE',
      'System#IN_SERVICE',
    );
    const states = ['IN_SERVICE', 'IN_SERVICE', 'OUT_OF_SERVICE', 'OUT_OF_SERVICE', 'IN_SERVICE'];
    for (const state of states) {
      assert.equal((await flow.next('other')).topic, `System/${state}`);
    }
    assert.deepEqual(
      flow.unread('out').map(({ topic }) => topic),
      ['System/IN_SERVICE', 'System/OUT_OF_SERVICE', 'System/IN_SERVICE'],
    );
  });

  it('keeps the answer to a question of the editor to itself', async () => {
    await start({ id: 'in', type: 'gc-event-in', types: ['ReasonCodes'], wires: [['out']] });
    const { shared } = flow.node('connection') as ConnectionNode;
    const client = await shared.client();
    const asked = client.command('reasoncodenotready', { agentId: '1081' }, { isPrivate: true });
    await gc.next();
    const [first, second] = ['1', '2'].map(
      (code) => `1081#ReasonCodes#Category:NOT_READY#Codes:${code}#Labels:Lunch#Ann`,
    );
    await gc.publish(String(first), String(second));
    const { event } = await asked;
    assert.deepEqual(event?.type === 'ReasonCodes' && event.reasonCodes, [{ code: '1', label: 'Lunch' }]);
    const { payload } = await flow.next('out');
    assert.deepEqual((payload as EventOf<'ReasonCodes'>).reasonCodes, [{ code: '2', label: 'Lunch' }]);
  });

  it('tells what becomes of the connection', async () => {
    await start(
      { id: 'in', type: 'gc-event-in', types: ['Health'], wires: [['out']] },
      { id: 'of-agent', type: 'gc-event-in', agents: '1081', wires: [['other']] },
    );
    await gc.publish('System#OUT_OF_SERVICE');
    let { topic, payload } = await flow.next('out');
    while (topic !== 'Health/connected/out-of-service') {
      ({ topic, payload } = await flow.next('out'));
    }
    const { type, broker, gc: condition } = payload as Record<string, Record<string, unknown>>;
    assert.equal(type, 'Health');
    assert.equal(broker?.['condition'], 'connected');
    assert.equal(condition?.['condition'], 'out-of-service');
    assert.equal(typeof condition['since'], 'number');
    assert.deepEqual(flow.unread('other'), []);
  });

  it('emits what the client concludes: events of calls and of agents', async () => {
    await start({
      id: 'in',
      type: 'gc-event-in',
      types: ['AgentStateChanged', 'CallAnswered', 'CallEnded'],
      wires: [['out']],
    });
    await gc.publish(
      '1081#State#READY##Ann',
      '1081#State#NOT_READY#2#Ann',
      '1081#InboundCall#ALERTING#DialogID:7#0300###Ann',
      '1081#InboundCall#ACTIVE#DialogID:7#0300###Ann',
      '1081#InboundCall#DROP#DialogID:7#Ann',
    );
    const topics = [];
    const payloads: Record<string, unknown>[] = [];
    while (topics.at(-1) !== '1081/CallEnded/DROP') {
      const { topic, payload, agentId } = await flow.next('out');
      assert.equal(agentId, '1081');
      topics.push(topic);
      payloads.push(payload as Record<string, unknown>);
    }
    assert.deepEqual(topics, [
      '1081/AgentStateChanged/READY',
      '1081/AgentStateChanged/NOT_READY',
      '1081/CallAnswered/ACTIVE',
      '1081/CallEnded/DROP',
    ]);
    const [, changed, answered, ended] = payloads;
    assert.deepEqual([changed?.['previousState'], changed?.['reasonCode']], ['READY', '2']);
    assert.equal(answered?.['dialogId'], '7');
    assert.deepEqual([ended?.['outcome'], typeof ended?.['durations']], ['answered', 'object']);
  });

  it('filters by team, named by its id or name, as far as it is known', async () => {
    await start(
      { id: 'in', type: 'gc-event-in', types: ['State'], teams: '7, sales', wires: [['out']] },
      {
        id: 'all',
        type: 'gc-event-in',
        types: ['State', 'TeamMemberStateChanged'],
        teams: '2',
        wires: [['other']],
      },
    );
    const info = (agentId: string, id: string, name: string) =>
      JSON.stringify({ type: 'AgentInfo', agentId, firstName: 'A', lastName: 'B', team: { id, name } });
    await gc.publish(
      '1081#State#READY##Ann',
      info('1081', '1', 'Sales'),
      info('1082', '2', 'Support'),
      '1082#State#READY##Bob',
      '1083#State#READY##Cem',
      '1081#State#NOT_READY##Ann',
      '1086#TeamMemberStateChanged#2#READY',
    );
    assert.equal((await flow.next('out')).topic, '1081/State/NOT_READY');
    assert.deepEqual(flow.unread('out'), []);
    assert.equal((await flow.next('other')).topic, '1082/State/READY');
    assert.equal((await flow.next('other')).topic, '1086/TeamMemberStateChanged/READY');
  });

  it('filters by queue: by its name in the list of queues, or in a variable of the call', async () => {
    await start({ id: 'in', type: 'gc-event-in', queues: 'sales, Claims EU', wires: [['out']] });
    await gc.publish(
      '1081#NewInboundCall#0300#0300|callVariable1=Support#DialogID:5',
      '1081#NewInboundCall#0300#0300|callVariable3=SALES#DialogID:6',
      '1081#State#READY##Ann',
      JSON.stringify({ type: 'QueueList', agentId: '1086', queues: [{ queueName: 'Other' }] }),
      JSON.stringify({ type: 'QueueList', agentId: '1086', queues: [{ queueName: 'claims eu' }] }),
    );
    const topics = [];
    while (topics.at(-1) !== '1086/QueueList') {
      const { topic, dialogId } = await flow.next('out');
      topics.push(topic);
      assert.ok(dialogId === '6' || topic === '1086/QueueList');
    }
    assert.ok(topics.includes('1081/NewInboundCall') && topics.includes('1081/CallOffered/ALERTING'));
  });

  describe('where the current state is wanted, too', () => {
    async function startWith(node: Record<string, unknown>): Promise<void> {
      await start({ id: 'in', type: 'gc-event-in', sendCurrent: true, wires: [['out']], ...node });
      await gc.publish(
        '1081#State#NOT_READY#2#Ann',
        '1082#State#READY##Bob',
        '1081#InboundCall#ACTIVE#DialogID:7#0300#callVariable1=gold##Ann',
        'System#IN_SERVICE',
      );
      await flow.next('first');
      while (flow.unread('out').length > 0) {
        await flow.next('out');
      }
      // The connection goes on and knows all this; only the node begins anew.
      await flow.deploy('nodes', { in: { name: 'changed' } });
    }

    /** What comes from the node until GC says that it is in service. */
    async function sent(): Promise<Received[]> {
      await gc.publish('System#IN_SERVICE');
      await flow.next('first');
      return [...flow.unread('out')];
    }

    it('sends it at the start, marked, as the events that tell it', async () => {
      await startWith({ types: ['State', 'InboundCall', 'CallAnswered', 'AgentStateChanged', 'Health'] });
      const messages = await sent();
      assert.deepEqual(messages.map(({ topic }) => topic).sort(), [
        '1081/AgentStateChanged/NOT_READY',
        '1081/CallAnswered/ACTIVE',
        '1081/InboundCall/ACTIVE',
        '1081/State/NOT_READY',
        '1082/AgentStateChanged/READY',
        '1082/State/READY',
        'Health/connected/in-service',
      ]);
      for (const { gc: how } of messages) {
        const { snapshot, receivedAt, message, ...others } = how as Record<string, unknown>;
        assert.deepEqual([snapshot, typeof receivedAt, others], [true, 'number', {}]);
        assert.ok(message === undefined || typeof message === 'string');
      }
      const call = messages.find(({ topic }) => topic === '1081/InboundCall/ACTIVE');
      assert.deepEqual(call?.payload, {
        type: 'InboundCall',
        agentId: '1081',
        state: 'ACTIVE',
        dialogId: '7',
        fromAddress: '0300',
        callVariables: { callVariable1: 'gold' },
      });
      assert.deepEqual([call['agentId'], call['dialogId']], ['1081', '7']);
    });

    it('filters it like everything else', async () => {
      await startWith({ types: ['State', 'InboundCall'], agents: '1082' });
      assert.deepEqual(
        (await sent()).map(({ topic }) => topic),
        ['1082/State/READY'],
      );
    });

    it('does not send it where it is not wanted', async () => {
      await startWith({ types: ['State'], sendCurrent: false });
      assert.deepEqual(await sent(), []);
    });
  });

  it('tells the others what one of them fails on', async () => {
    await start(
      { id: 'bad', type: 'gc-event-in', types: ['State'], wires: [['out']] },
      { id: 'good', type: 'gc-event-in', types: ['State'], wires: [['other']] },
    );
    flow.node('bad').send = () => {
      throw new Error('broken');
    };
    await gc.publish('1081#State#READY##Ann');
    assert.equal((await flow.next('other')).topic, '1081/State/READY');
    assert.equal((await flow.next('caught')).error?.message, 'broken');
  });

  it('emits again after the broker was gone', async () => {
    await start({ id: 'in', type: 'gc-event-in', types: ['State'], wires: [['out']] });
    gc.broker.dropConnections();
    await flow.next('first');
    await gc.publish('1081#State#READY##Ann');
    assert.equal((await flow.next('out')).topic, '1081/State/READY');
  });

  describe('through a queue', () => {
    const destination = 'VirtualTopic.gc.test';

    beforeEach(async () => {
      await gc.close();
      gc = await ScriptedGc.start({ destination });
      flow = await Flow.start([
        connectionTo(gc.broker.port, { destination, delivery: 'queue' }),
        { id: 'in', type: 'gc-event-in', connection: 'connection', types: ['State'], wires: [['out']] },
        { id: 'out', type: 'helper' },
      ]);
      await until(() => gc.heartbeats.length > 0);
    });

    const nextMark = async () => {
      const { topic, gc: how } = await flow.next('out');
      return [topic, (how as { redelivered?: true }).redelivered];
    };

    it('emits each event once', async () => {
      await gc.publish('1081#State#READY##Ann', '1082#State#READY##Bob');
      assert.deepEqual(await nextMark(), ['1081/State/READY', undefined]);
      assert.deepEqual(await nextMark(), ['1082/State/READY', undefined]);
    });

    it('emits an event again, and says so, when the flows were stopped before they had it', async () => {
      flow.node('in').once('call:send', () => {
        runtimeEvents.emit('flows:stopping', {});
      });
      await gc.publish('1081#State#READY##Ann', '1082#State#READY##Bob');
      assert.deepEqual(await nextMark(), ['1081/State/READY', undefined]);
      assert.deepEqual(flow.unread('out'), []);
      runtimeEvents.emit('flows:started', {});
      assert.deepEqual(await nextMark(), ['1081/State/READY', true]);
      assert.deepEqual(await nextMark(), ['1082/State/READY', undefined]);
    });
  });
});

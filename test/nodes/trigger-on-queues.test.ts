import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { SharedConnection } from '../../lib/nodered';
import { connectionTo, Flow, type FlowNode, type Received } from '../support/flow';
import { ScriptedGc, type ReceivedCommand } from '../support/scripted-gc';
import { until } from '../support/wait';

const boss = { id: 'boss', type: 'gc-agent', agentId: '1086', extension: '2006' };
/** Where the store has what the trigger keeps. */
const room = 'queues in tab/trigger';

/** A line as the specification has it (O-019), and as clients have seen it. */
const lines = (calls: number, start = '', ready = 2) =>
  `1086#QueueList# QueueName:Sales,AgentsNotReady:1,AgentsReady:${ready}, AgentsTalkingInbound:0,AgentsTalkingInternal:0, AgentsTalkingOutbound:0,AgentsWrapUpNotReady:0, AgentsWrapUpReady:0,CallsInQueue:${calls}, StartTimeOfLongestCallInQueue:${start}# QueueName:Claims,AgentsReady:1,CallsInQueue:0, StartTimeOfLongestCallInQueue:`;

/** The list in every form in which a GC may send it. */
const dialects: Readonly<Record<string, (calls: number) => string>> = {
  'the line of the specification': (calls) => lines(calls),
  'the line as clients have seen it': (calls) =>
    `1086#QueueList#QueueName:Sales,AgentsNotReady:1,AgentsReady:2,CallsInQueue:${calls},StartTimeOfLongestCallInQueue:`,
  'a line with blanks': (calls) =>
    `1086 # QueueList # QueueName: Sales , AgentsReady: 2, CallsInQueue: ${calls}`,
  'JSON with the agent': (calls) =>
    `{"type":"QueueList","queues":[{"queueName":"Sales","agentsReady":"2","callsInQueue":"${calls}"}],"agentId":"1086"}`,
  'JSON without the agent': (calls) =>
    `{"type":"QueueList","queues":[{"queueName":"Sales","agentsReady":"2","callsInQueue":"${calls}"}]}`,
  'JSON with numbers': (calls) =>
    `{"type":"object","queues":[{"queueName":"Sales","agentsReady":2,"callsInQueue":${calls}}],"agentId":"1086"}`,
  'a JSON list alone': (calls) => `[{"queueName":"Sales","agentsReady":2,"callsInQueue":${calls}}]`,
};

describe('gc-trigger on queues', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    const memory = await (flow.node('connection') as unknown as { shared: SharedConnection }).shared.store();
    await flow.stop();
    for (const { key } of await memory.list(room)) {
      await memory.take(room, key);
    }
    await gc.close();
  });

  async function begin(config: object = {}, more: FlowNode[] = [], connection: object = {}): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port, { ...connection }),
      boss,
      trigger('trigger', config),
      { id: 'in', type: 'gc-event-in', connection: 'connection', types: ['System'], wires: [['system']] },
      ...['out', 'over', 'system'].map((id) => ({ id, type: 'helper' })),
      ...more,
    ]);
    await flow.next('system');
  }

  /** As `begin`, with a supervisor who is logged in. */
  async function start(...given: Parameters<typeof begin>): Promise<void> {
    await begin(...given);
    await gc.publish('1086#State#NOT_READY##Eleni');
  }

  function trigger(id: string, config: object = {}): FlowNode {
    return {
      id,
      type: 'gc-trigger',
      connection: 'connection',
      version: 3,
      watch: 'queues',
      supervisor: 'boss',
      measure: 'calls-waiting',
      from: '5',
      below: '3',
      every: '2',
      outputs: 2,
      wires: [['out'], ['over']],
      ...config,
    };
  }

  const question: ReceivedCommand = { type: 'getqueuelist#1086', body: '' };

  async function answer(body: string): Promise<void> {
    assert.deepEqual(await gc.next(), question);
    await gc.publish(body);
  }

  function payloadOf({ payload }: Received) {
    return payload as Record<string, unknown>;
  }

  const linesOf = (id: string) =>
    flow
      .log('warn', 'info')
      .filter((entry) => entry.id === id)
      .map(({ msg }) => String(msg))
      .filter((msg) => /queue/i.test(msg));

  for (const [form, listed] of Object.entries(dialects)) {
    it(`begins an alert and ends it, told by ${form}`, async () => {
      await start();
      await answer(listed(5));
      const { topic, payload } = await flow.next('out');
      assert.equal(topic, 'Sales/QueueAlert');
      const { type, queueName, value, callsInQueue, agentsReady } = payloadOf({ payload });
      assert.deepEqual(
        { type, queueName, value, callsInQueue, agentsReady },
        { type: 'QueueAlert', queueName: 'Sales', value: 5, callsInQueue: 5, agentsReady: 2 },
      );
      await answer(listed(3));
      await answer(listed(2));
      const over = await flow.next('over');
      assert.deepEqual([over.topic, payloadOf(over)['callsInQueue']], ['Sales/QueueAlertEnded', 2]);
      assert.deepEqual(flow.unread('out'), []);
      assert.deepEqual(linesOf('connection'), []);
    });
  }

  it('names the queue, the limits and the figures', async () => {
    await start();
    await answer(lines(6));
    const { gc: details, payload } = await flow.next('out');
    const { since, ...rest } = payloadOf({ payload });
    assert.ok(typeof since === 'number' && Date.now() - since < 60_000);
    assert.deepEqual(rest, {
      type: 'QueueAlert',
      measure: 'calls-waiting',
      value: 6,
      from: 5,
      below: 3,
      seconds: 0,
      queueName: 'Sales',
      callsInQueue: 6,
      longestWait: 0,
      agentsReady: 2,
      agentsNotReady: 1,
      agentsTalkingInbound: 0,
      agentsTalkingOutbound: 0,
      agentsTalkingInternal: 0,
      agentsWrapUpReady: 0,
      agentsWrapUpNotReady: 0,
    });
    assert.equal((details as { repeat: number }).repeat, 0);
    assert.deepEqual(flow.statusOf('trigger'), {
      ...flow.statusOf('trigger'),
      fill: 'red',
      text: 'alert: Sales',
    });
  });

  it('counts the longest wait from the time that GC tells', async () => {
    await begin({ measure: 'longest-wait', from: '60', below: '30' }, [], {
      version: 5,
      gcTimeZone: '+02:00',
    });
    await gc.publish('1086#State#NOT_READY##Eleni');
    const inZone = (secondsAgo: number) =>
      new Date(Date.now() + 7_200_000 - 1000 * secondsAgo).toISOString().slice(0, 19).replace('T', ' ');
    await answer(lines(1, inZone(50)));
    await answer(lines(1, inZone(75)));
    const { longestWait, value } = payloadOf(await flow.next('out'));
    assert.ok(Number(longestWait) >= 75, String(longestWait));
    assert.equal(value, longestWait);
    await answer(lines(1, inZone(10)));
    await flow.next('over');
  });

  it('alerts when nobody is ready, whoever serves the queue', async () => {
    await start({ measure: 'nobody-ready', queues: 'sales, CLOSED' });
    const closed = '# QueueName:Closed,AgentsReady:-1,CallsInQueue:-1, StartTimeOfLongestCallInQueue:';
    await answer(lines(1, '', 0) + closed);
    const [sales, other] = [payloadOf(await flow.next('out')), payloadOf(await flow.next('out'))];
    assert.deepEqual([sales['queueName'], other['queueName'], other['unserved']], ['Sales', 'Closed', true]);
    assert.ok(!('value' in sales));
    await answer(lines(1, '', 1) + closed);
    assert.equal(payloadOf(await flow.next('over'))['queueName'], 'Sales');
  });

  it('asks one question per period for ten triggers and a supervisor node', async () => {
    const others = Array.from({ length: 9 }, (_, index) => trigger(`trigger${index}`));
    const asking = {
      id: 'supervisor',
      type: 'gc-supervisor',
      connection: 'connection',
      agent: 'boss',
      action: 'queues',
      actionType: 'action',
      wires: [['listed']],
    };
    await start({}, [...others, asking, { id: 'listed', type: 'helper' }]);
    await answer(lines(5));
    for (let count = 0; count < 10; count += 1) {
      await flow.next('out');
    }
    // What a node asks within the same second gets the same answer.
    flow.send('supervisor', {});
    flow.send('supervisor', {});
    const [one, two] = [await flow.next('listed'), await flow.next('listed')];
    assert.deepEqual(one.payload, two.payload);
    assert.equal((one.gc as { cached?: boolean }).cached, true);
    assert.deepEqual(gc.unread, []);
    await answer(lines(0));
    for (let count = 0; count < 10; count += 1) {
      await flow.next('over');
    }
    assert.deepEqual(gc.unread, []);
  });

  it('hears of what another node has asked', async () => {
    const asking = {
      id: 'supervisor',
      type: 'gc-supervisor',
      connection: 'connection',
      action: 'queues',
      actionType: 'action',
      wires: [[]],
    };
    await start({ every: '3600' }, [asking]);
    await answer(lines(0));
    await until(() => flow.statusOf('trigger')?.['text'] === 'no alert');
    await pause(1000);
    flow.send('supervisor', { agentId: '1086' });
    await answer(lines(5));
    await flow.next('out');
  });

  it('says once that it is refused, and once that it is told again', async () => {
    await start({}, [trigger('second')]);
    for (let count = 0; count < 3; count += 1) {
      await answer('1086#Error#AUTHORIZATION_FAILURE#Eleni');
    }
    await until(() => flow.statusOf('second')?.['text'] === 'authorization failure');
    assert.equal(linesOf('connection').length, 1);
    assert.match(
      linesOf('connection')[0] ?? '',
      /^The queues are not watched for now: .*AUTHORIZATION_FAILURE/,
    );
    await answer(lines(0));
    await until(() => flow.statusOf('second')?.['text'] === 'no alert');
    assert.deepEqual(linesOf('connection').slice(1), ['GC reports the queues again.']);
  });

  it('says once that a queue is unknown, and goes on with the others', async () => {
    await start({ queues: 'Sales, Seals' });
    await answer(lines(5));
    await flow.next('out');
    assert.equal(flow.statusOf('trigger')?.['text'], 'unknown: Seals');
    await answer(lines(5));
    await answer(`${lines(5)}# QueueName:Seals,CallsInQueue:0`);
    await until(() => flow.statusOf('trigger')?.['text'] === 'alert: Sales');
    assert.deepEqual(linesOf('trigger'), [
      'GC does not list these queues: Seals. Check the names, and whether the supervisor may see the queues.',
      'GC lists these queues now: Seals.',
    ]);
  });

  it('does not ask for a supervisor who is logged out', async () => {
    await begin();
    await gc.publish('1086#State#LOGOUT##Eleni');
    await until(() => flow.statusOf('trigger')?.['text'] === 'supervisor logged out');
    assert.equal(linesOf('connection').length, 1);
    assert.deepEqual(gc.unread, []);
    await gc.publish('1086#State#NOT_READY##Eleni');
    await answer(lines(0));
    await until(() => flow.statusOf('trigger')?.['text'] === 'no alert');
  });

  it('says that no supervisor is logged in, where any would do', async () => {
    await begin({ supervisor: '' });
    await until(() => flow.statusOf('trigger')?.['text'] === 'no supervisor');
    assert.deepEqual(gc.unread, []);
  });

  it('says that UCCX has no such queues, and asks nothing', async () => {
    await begin({}, [], { version: 5, contactCentre: 'uccx' });
    await until(() => flow.statusOf('trigger')?.['text'] === 'queues on UCCE only');
    assert.equal(linesOf('connection').length, 1);
    assert.deepEqual(gc.unread, []);
  });

  it('goes on after an outage, with the alert that it was in', async () => {
    await start();
    await answer(lines(5));
    await flow.next('out');
    gc.broker.dropConnections();
    await flow.next('system');
    await gc.publish('1086#State#NOT_READY##Eleni');
    let command = await gc.next();
    while (command.type !== question.type) {
      command = await gc.next();
    }
    await gc.publish(lines(4));
    await answer(lines(0));
    await flow.next('over');
    assert.deepEqual([flow.unread('out'), linesOf('connection')], [[], []]);
  });

  it('repeats an alert, and says how often it did', async () => {
    await start({ repeat: '1' });
    await answer(lines(5));
    await answer(lines(4));
    const repeats = [await flow.next('out'), await flow.next('out')].map(
      ({ gc: details }) => (details as { repeat: number }).repeat,
    );
    assert.deepEqual(repeats, [0, 1]);
  });

  it('goes on after a restart with the alert that it was in, and ends it', async () => {
    await start({ outlivesRestart: true });
    await answer(lines(5));
    await flow.next('out');
    await flow.stop();
    gc.take();
    await start({ outlivesRestart: true });
    await answer(lines(4));
    await until(() => flow.statusOf('trigger')?.['text'] === 'alert: Sales');
    assert.deepEqual(flow.unread('out'), []);
    await answer(lines(0));
    assert.equal((await flow.next('over')).topic, 'Sales/QueueAlertEnded');
  });

  it('begins anew with a deploy where it keeps nothing', async () => {
    await start();
    await answer(lines(5));
    await flow.next('out');
    await flow.deploy('nodes', { trigger: { name: 'changed' } });
    await answer(lines(5));
    await flow.next('out');
  });

  it('asks no more when its last trigger is gone', async () => {
    await start();
    await answer(lines(5));
    await flow.next('out');
    await flow.deploy('nodes', { trigger: { watch: 'states', states: ['TALKING'], outputs: 1 } });
    await pause(2500);
    assert.deepEqual(gc.unread, []);
  });

  for (const [what, config] of [
    ['an end above the beginning', { from: '3', below: '5' }],
    ['a limit that is none', { from: 'many' }],
    ['questions in no time', { every: '0' }],
    ['a measure that is none', { measure: 'mood' }],
    ['something to watch that is none', { watch: 'birds' }],
  ] as const) {
    it(`says in its status and in the log that it has ${what}`, async () => {
      await begin(config);
      assert.match(String(flow.statusOf('trigger')?.['text']), /status\.misconfigured$/);
      assert.equal(flow.log('error').filter(({ id }) => id === 'trigger').length, 1);
    });
  }
});

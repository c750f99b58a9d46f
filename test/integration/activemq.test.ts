import assert from 'node:assert/strict';
import { startActiveMq, type ActiveMq } from '../support/activemq';
import { connectionTo, Flow, type FlowNode } from '../support/flow';
import { JmsPeer } from '../support/jms-peer';

/** Nodes of ours in Node-RED's runtime on one side, a JMS client in the place of GC on the other. */
describe('nodes, ActiveMQ and a JMS client', () => {
  let broker: ActiveMq;
  let jms: JmsPeer;
  let flow: Flow | undefined;

  const topic = '/topic/test-client';
  const nodes: FlowNode[] = [
    { id: 'dial', type: 'make-call', connection: 'connection', wires: [['out']] },
    { id: 'state', type: 'agent-state', connection: 'connection', wires: [['out']] },
    {
      id: 'events',
      type: 'gc-event-in',
      connection: 'connection',
      types: ['State', 'InboundCall'],
      wires: [['event']],
    },
    { id: 'system', type: 'gc-event-in', connection: 'connection', types: ['System'], wires: [['alive']] },
    { id: 'out', type: 'helper' },
    { id: 'event', type: 'helper' },
    { id: 'alive', type: 'helper' },
  ];

  before(async () => {
    broker = await startActiveMq();
    jms = new JmsPeer(broker);
    await jms.consume('/queue/Connector1');
  });

  after(async () => {
    await jms.close();
    await broker.stop();
  });

  afterEach(async () => {
    await flow?.stop();
    flow = undefined;
  });

  /** Starts the flow and lets the JMS client answer its first heartbeat. */
  async function start(): Promise<Flow> {
    flow = await Flow.start([connectionTo(broker.port), ...nodes]);
    assert.equal((await nextCommand('Hello')).jmsType, 'Hello#test-client');
    await publish('System#IN_SERVICE');
    await flow.next('alive');
    return flow;
  }

  function publish(text: string, kind: 'TextMessage' | 'BytesMessage' = 'TextMessage') {
    return jms.send({ destination: topic, kind, text });
  }

  async function nextCommand(word: string) {
    for (;;) {
      const message = await jms.next('/queue/Connector1');
      if (message.jmsType?.startsWith(`${word}#`)) {
        return message;
      }
    }
  }

  it('make-call arrives as a TextMessage of type MakeCall#1081 with the number as text', async () => {
    const running = await start();
    running.send('dial', { agentId: '1081', payload: '2002' });
    assert.deepEqual(await nextCommand('MakeCall'), {
      destination: '/queue/Connector1',
      kind: 'TextMessage',
      text: '2002',
      jmsType: 'MakeCall#1081',
      deliveryMode: 'PERSISTENT',
      properties: {},
    });
    await publish('1081#InboundCall#INITIATING#DialogID:7#2001###Ann Lee');
    const { gc } = await running.next('out');
    assert.equal((gc as { outcome: string }).outcome, 'confirmed');
  });

  it('"ready" arrives as a TextMessage of type MakeReady#1081 with an empty text', async () => {
    const running = await start();
    running.send('state', { agentId: '1081', payload: 'ready' });
    const { kind, text, jmsType } = await nextCommand('MakeReady');
    assert.deepEqual({ kind, text, jmsType }, { kind: 'TextMessage', text: '', jmsType: 'MakeReady#1081' });
    await publish('1081#State#READY##Ann Lee');
    assert.deepEqual((await running.next('out')).payload, { type: 'State', agentId: '1081', state: 'READY' });
  });

  it('the same event is the same payload, as TextMessage and BytesMessage, in JSON and text', async () => {
    const running = await start();
    const json = '{"type":"State","agentId":"1081","state":"NOT_READY","reasonCode":"8"}';
    const text = '1081#State#NOT_READY#8#Ann Lee';
    const payloads: unknown[] = [];
    for (const body of [json, text]) {
      for (const kind of ['TextMessage', 'BytesMessage'] as const) {
        await publish(body, kind);
        payloads.push((await running.next('event')).payload);
      }
    }
    const expected = { type: 'State', agentId: '1081', state: 'NOT_READY', reasonCode: '8' };
    assert.deepEqual(payloads, [expected, expected, expected, expected]);
  });

  it('names in any script, and emoji, arrive whole in both directions', async () => {
    const running = await start();
    const name = 'Zoë Ñandú 李 ليلى 😀';
    await publish(`1081#InboundCall#ACTIVE#DialogID:5#0300#callVariable1=${name}##Ann`);
    const { payload } = await running.next('event');
    assert.equal((payload as { callVariables: { callVariable1: string } }).callVariables.callVariable1, name);

    running.send('state', { agentId: '1081', payload: 'logout', reasonCode: '28' });
    assert.equal((await nextCommand('logoutwithreason')).text, '28');
  });

  it('after kill -9 of the broker and a restart, events come again and commands in between have failed', async () => {
    const running = await start();
    running.send('state', { agentId: '1081', payload: 'ready' });
    await nextCommand('MakeReady');

    await broker.kill();
    assert.equal((await running.next('caught')).error?.code, 'GC_CONNECTION_LOST');
    for (const payload of ['2002', '2003']) {
      running.send('dial', { agentId: '1081', payload });
      assert.equal((await running.next('caught')).error?.code, 'GC_NOT_CONNECTED');
    }

    broker = await broker.restart();
    await nextCommand('Hello');
    await publish('System#IN_SERVICE');
    await running.next('alive');
    await publish('1081#State#READY##Ann Lee');
    assert.equal((await running.next('event')).topic, '1081/State/READY');

    running.send('dial', { agentId: '1081', payload: '2004' });
    assert.equal((await nextCommand('MakeCall')).text, '2004');
    await publish('1081#InboundCall#INITIATING#DialogID:8#2001###Ann Lee');
    assert.equal(((await running.next('out')).gc as { outcome: string }).outcome, 'confirmed');
    assert.deepEqual(running.unread('caught'), []);
  });
});

describe('ActiveMQ with users', () => {
  let broker: ActiveMq;

  before(async () => {
    broker = await startActiveMq({ users: [{ name: 'flows', password: 'sesame' }] });
  });

  after(async () => {
    await broker.stop();
  });

  async function dialWith(password: string): Promise<{ code: string | undefined; log: string }> {
    const flow = await Flow.start(
      [
        connectionTo(broker.port, { timeout: '1' }),
        { id: 'dial', type: 'make-call', connection: 'connection', wires: [['out']] },
        { id: 'out', type: 'helper' },
      ],
      { connection: { user: 'flows', password } },
    );
    try {
      flow.send('dial', { agentId: '1081', payload: '2002' });
      const { error } = await flow.next('caught');
      return { code: error?.code, log: JSON.stringify(flow.log('error', 'warn', 'info')) };
    } finally {
      await flow.stop();
    }
  }

  it('refuses a wrong password: the command fails, one line says so, the password is nowhere', async () => {
    const { code, log } = await dialWith('hunter2');
    assert.equal(code, 'GC_NOT_CONNECTED');
    assert.equal(log.split('refuses the login').length, 2);
    assert.doesNotMatch(log, /hunter2/);
  });

  it('takes the right one: the command goes out, and only GC is missing', async () => {
    const { code, log } = await dialWith('sesame');
    assert.equal(code, 'GC_TIMEOUT');
    assert.doesNotMatch(log, /refuses the login/);
  });
});

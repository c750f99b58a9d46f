import assert from 'node:assert/strict';
import { startBroker, type Broker } from '../../lib/simulator/broker';
import { Flow, type FlowNode } from '../support/flow';
import { freePort } from '../support/ports';

const simulated = (port: number): FlowNode[] => [
  { id: 'simulated', type: 'gc-connection', mode: 'simulator', simulatorPort: String(port) },
  { id: 'call', type: 'gc-simulator', connection: 'simulated', wires: [['called']] },
  { id: 'called', type: 'helper' },
];

const neighbour = (port: number): FlowNode[] => [
  {
    id: 'neighbour',
    type: 'gc-connection',
    mode: 'gc',
    host: '127.0.0.1',
    port: String(port),
    destination: 'next-door',
    whileAway: 'wait',
  },
  { id: 'state', type: 'agent-state', connection: 'neighbour', wires: [['out']] },
  {
    id: 'in',
    type: 'gc-event-in',
    connection: 'neighbour',
    types: ['NewInboundCall'],
    wires: [['rings']],
  },
  { id: 'out', type: 'helper' },
  { id: 'rings', type: 'helper' },
];

describe('a built-in simulator with a port of its own', () => {
  let flow: Flow;
  let broker: Broker | undefined;

  afterEach(async () => {
    await flow.stop();
    await broker?.close();
    broker = undefined;
  });

  it('is there for another connection, which needs no passwords for its agents', async () => {
    const port = await freePort();
    flow = await Flow.start([...simulated(port), ...neighbour(port)]);
    flow.send('state', { agentId: '1081', payload: 'login' });
    assert.equal(((await flow.next('out')).payload as { state: string }).state, 'NOT_READY');
    flow.send('call', { payload: 'incoming-call', to: '1081', from: '03001234567' });
    assert.equal((await flow.next('rings')).agentId, '1081');
  });

  it('keeps its port through a deploy that changes it', async () => {
    flow = await Flow.start(simulated(await freePort()));
    flow.send('call', { payload: 'reset' });
    await flow.next('called');
    for (const simulatorFlavour of ['uccx', 'ucce']) {
      await flow.deploy('full', { simulated: { simulatorFlavour } });
      flow.send('call', { payload: 'reset' });
      await flow.next('called');
    }
    assert.deepEqual(flow.log('error'), []);
  });

  it('leaves others alone: where no simulator is behind the broker, a password is needed', async () => {
    broker = await startBroker();
    flow = await Flow.start([...simulated(await freePort()), ...neighbour(broker.port)]);
    flow.send('state', { agentId: '1081', payload: 'login' });
    assert.equal((await flow.next('caught')).error?.code, 'GC_NO_PASSWORD');
  });

  it('says so in the log where something else has the port', async () => {
    broker = await startBroker();
    flow = await Flow.start(simulated(broker.port));
    flow.send('call', { payload: 'reset' });
    assert.match((await flow.next('caught')).error?.message ?? '', /cannot listen on 127\.0\.0\.1/);
    assert.match(String(flow.log('error')[0]?.msg), /cannot listen on .*Choose another port/);
    assert.match(String(flow.statusOf('call')?.['text']), /status\.portTaken$/);
  });

  it('starts once the port is free, and so do the nodes that wait for it', async function () {
    this.timeout(60_000);
    broker = await startBroker();
    const watching = [
      {
        id: 'in',
        type: 'gc-event-in',
        connection: 'simulated',
        types: ['Health'],
        sendCurrent: true,
        wires: [['began']],
      },
      { id: 'began', type: 'helper' },
    ];
    flow = await Flow.start([...simulated(broker.port), ...watching]);
    flow.send('call', { payload: 'reset' });
    await flow.next('caught');
    await broker.close();
    broker = undefined;
    while (!((await flow.next('began')).gc as { snapshot?: boolean }).snapshot) {
      // Changes of the health come by themselves; the current state comes to a node that has begun.
    }
    flow.send('call', { payload: 'reset' });
    await flow.next('called');
    assert.match(String(flow.statusOf('call')?.['text']), /^reset \d\d:\d\d$|status\.connecting$/);
    assert.equal(flow.log('error').filter(({ msg }) => /cannot listen/.test(String(msg))).length, 1);
  });
});

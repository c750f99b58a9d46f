import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import type { GcClientOptions } from '../../../../lib/client';
import type { ConnectionPlan } from '../../../../lib/nodered/connection/settings/connection-plan';
import { readTestPlan, type TestPlan } from '../../../../lib/nodered/routes/connection-test/read-plan';
import { testConnection } from '../../../../lib/nodered/routes/connection-test/test-connection';
import { startSimulator, type Simulator } from '../../../../lib/simulator';
import { startBroker, type Broker } from '../../../../lib/simulator/broker';
import { StompConnection } from '../../../../lib/stomp';

const destination = 'desk';
const agent = { type: 'gc-agent', agentId: '1081', extension: '2001', credentials: { password: 'secret' } };
const RED = {
  settings: { userDir: '/nowhere' },
  nodes: { getNode: (id: string) => (id === 'ann' ? agent : null), eachNode: () => undefined },
  util: { getSetting: (_node: unknown, name: string) => (name === 'EXTENSION' ? '2001' : undefined) },
} as unknown as NodeAPI;

describe('the test of a connection to a GC whose Hello names an extension', () => {
  let broker: Broker;
  let simulator: Simulator;
  let doorkeeper: StompConnection;
  /** The Hellos that came. */
  let hellos: string[];

  /** What is between the client and the simulator answers only a Hello with an extension, on the topic of the site. */
  before(async () => {
    broker = await startBroker();
    const address = { host: '127.0.0.1', port: broker.port };
    simulator = await startSimulator({ broker: address, commandQueue: 'Behind' });
    doorkeeper = new StompConnection({ brokers: [address] });
    doorkeeper.subscribe({
      destination: '/queue/Connector1',
      onMessage: ({ type = '', body }) => {
        const isHello = type.startsWith('Hello#');
        if (isHello) {
          hellos.push(type);
        }
        if (!isHello || type === 'Hello#2001') {
          const passed = isHello ? `Hello#${destination}` : type;
          void doorkeeper.send({ destination: '/queue/Behind', type: passed, body });
        }
      },
    });
    await doorkeeper.connect();
  });

  beforeEach(() => {
    hellos = [];
  });

  after(async () => {
    await doorkeeper.close();
    await simulator.close();
    await broker.close();
  });

  function planFor(helloArgument: string | undefined): TestPlan {
    const client: GcClientOptions = {
      brokers: [{ host: '127.0.0.1', port: broker.port }],
      destination,
      helloArgument,
    };
    const plan = { mode: 'gc', client, store: { kind: 'memory' } } as unknown as ConnectionPlan;
    const others = { tellsKept: false, tellsStoreKept: false, namesVariables: false, siteName: '' };
    return { plan, labels: [`127.0.0.1:${broker.port}`], deployed: plan, ...others };
  }

  const run = (helloArgument?: string) =>
    testConnection(RED, planFor(helloArgument), 'ann', new AbortController().signal);

  it('finds GC with the extension, and logs the agent in and out on a destination of its own', async () => {
    const { brokers, gc, login } = await run('2001');
    assert.deepEqual(
      [brokers.map(({ outcome }) => outcome), gc.outcome, login.outcome],
      [['well'], 'well', 'well'],
    );
    assert.deepEqual([...new Set(hellos)], ['Hello#2001']);
    assert.equal(simulator.truth.find(({ agentId }) => agentId === '1081')?.state, 'LOGOUT');
  });

  for (const [what, helloArgument, said] of [
    ['another name', '2999', /^Hello#2999$/],
    ['the destination', undefined, /^Hello#desk\.test-/],
  ] as const) {
    it(`says that GC is silent with ${what}`, async () => {
      const { gc, login } = await run(helloArgument);
      assert.deepEqual([gc.outcome, login.outcome], ['silent', 'skipped']);
      assert.ok(
        hellos.every((hello) => said.test(hello)),
        hellos.join(),
      );
    });
  }

  for (const [helloArgument, tellsKept] of [
    ['${EXTENSION}', true],
    ['2001', false],
  ] as const) {
    it(`${tellsKept ? 'keeps' : 'does not keep'} Hello names ${helloArgument} from a broker that is not deployed`, () => {
      const config = { mode: 'gc', host: '127.0.0.1', port: '1', destination, helloArgument };
      assert.equal(readTestPlan(RED, null, config, {}).tellsKept, tellsKept);
    });
  }
});

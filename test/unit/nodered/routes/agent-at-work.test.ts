import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import type { ConnectionPlan } from '../../../../lib/nodered/connection/settings/connection-plan';
import { testConnection } from '../../../../lib/nodered/routes/connection-test/test-connection';
import { startSimulator, type Simulator } from '../../../../lib/simulator';

const agent = { type: 'gc-agent', agentId: '1081', extension: '2001', credentials: { password: 'secret' } };

describe('the test of a connection with an agent whom a connection of this Node-RED knows', () => {
  let simulator: Simulator;

  before(async () => {
    simulator = await startSimulator({ port: 0 });
  });

  after(() => simulator.close());

  function run(state: string) {
    const connection = { type: 'gc-connection', shared: { isSimulator: false, agent: () => ({ state }) } };
    const nodes = {
      getNode: (id: string) => (id === 'ann' ? agent : connection),
      eachNode: (look: (node: object) => void) => {
        look({ id: 'gc', ...connection });
      },
    };
    const client = { brokers: [{ host: '127.0.0.1', port: simulator.port }], destination: 'desk' };
    const plan = { mode: 'gc', client, store: { kind: 'memory' } } as unknown as ConnectionPlan;
    const others = { tellsKept: false, tellsStoreKept: false, namesVariables: false, siteName: '' };
    return testConnection(
      { nodes } as unknown as NodeAPI,
      { plan, labels: [], deployed: plan, ...others },
      'ann',
      new AbortController().signal,
    );
  }

  for (const [state, outcome] of [
    ['READY', 'busy'],
    ['AVAILABLE', 'busy'],
    ['LOGOUT', 'well'],
    ['UNKNOWN', 'well'],
  ] as const) {
    it(`says ${outcome} where the agent is ${state}`, async () => {
      assert.equal((await run(state)).login.outcome, outcome);
    });
  }
});

import assert from 'node:assert/strict';
import { startActiveMq, type ActiveMq } from '../support/activemq';
import { killActiveNodeRed, restartNodeRed, type StopOptions } from '../support/stopping-node-reds';
import { addressOf } from '../support/two-brokers';

const login = { user: 'flows', password: 'sesame' };
/** How many events ActiveMQ sends ahead of the acknowledgements, if nothing else is said. */
const prefetch = 50;

/** Real Node-REDs, which take their events from a queue of ActiveMQ; the simulator is GC. */
describe('events for a Node-RED that stops', () => {
  let broker: ActiveMq;

  before(async () => {
    broker = await startActiveMq({ users: [{ name: login.user, password: login.password }] });
  });

  after(() => broker.stop());

  for (const version of ['4.1', '5'] as const) {
    const line = version.replace('.', '-');
    const options = (destination: string): StopOptions => ({
      ...login,
      version,
      brokers: [addressOf(broker)],
      destination: `VirtualTopic.gc.${destination}-${line}`,
      count: 300,
    });

    it(`all come, in order, when Node-RED ${version} restarts`, async () => {
      const { published, twice, ...account } = await restartNodeRed(options('restart'));
      assert.ok(published >= 300);
      assert.deepEqual(account, { received: published, unmarked: 0, disordered: [] });
      assert.ok(twice <= 1, `${twice} came twice, not only the one that was being handed over`);
    });

    it(`all come, in order, when the active one of two Node-RED ${version} is killed`, async () => {
      const { published, twice, ...account } = await killActiveNodeRed(options('standby'));
      assert.deepEqual(account, { received: published, unmarked: 0, disordered: [] });
      assert.ok(twice <= prefetch, `${twice} came twice`);
    });
  }
});

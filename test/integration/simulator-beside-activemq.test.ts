import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { GcClient } from '../../lib/client';
import { dialectNames } from '../../lib/simulator';
import { startActiveMq, type ActiveMq } from '../support/activemq';
import { Child } from '../support/child';

const root = path.join(__dirname, '..', '..');

/** The main job, with the simulator as GC on a real broker, started as a user starts it. */
describe('the simulator beside ActiveMQ', () => {
  let broker: ActiveMq;

  before(async () => {
    broker = await startActiveMq();
  });

  after(async () => {
    await broker.stop();
  });

  for (const dialect of dialectNames) {
    it(`lets two agents log in, call each other, hold, hang up and log out (${dialect})`, async () => {
      const simulator = new Child(process.execPath, [
        path.join(root, 'dist', 'lib', 'simulator', 'cli.js'),
        ...['--broker', `stomp://127.0.0.1:${broker.port}`, '--dialect', dialect],
      ]);
      const client = new GcClient({
        brokers: [{ host: '127.0.0.1', port: broker.port }],
        destination: `client-${dialect}`,
      });
      const ringing = new Promise<string>((resolve) => {
        client.on('event', (event) => {
          if (event.type === 'NewInboundCall' && event.dialogId !== undefined) {
            resolve(event.dialogId);
          }
        });
      });
      try {
        await client.connect();
        while (client.health.gc.condition !== 'in-service') {
          await once(client, 'health');
        }
        const [caller, called] = ['1081', '1082'];
        await client.login({ agentId: caller, password: 'secret', extension: '2001' });
        await client.login({ agentId: called, password: 'secret', extension: '2002' });
        await client.command('MakeReady', { agentId: caller });
        await client.command('MakeNotReady', { agentId: caller });
        await client.command('MakeCall', { agentId: caller, number: '2002' });
        const dialogId = await ringing;
        await client.command('AnswerCall', { agentId: called, dialogId });
        await client.command('HoldCall', { agentId: caller, dialogId });
        await client.command('RetrieveCall', { agentId: caller, dialogId });
        await client.command('ReleaseCall', { agentId: caller, dialogId });
        await client.command('Logout', { agentId: caller });
        const { agents } = client.snapshot();
        assert.equal(agents.find(({ agentId }) => agentId === caller)?.state, 'LOGOUT');
        assert.doesNotMatch(simulator.log(), /secret/);
      } finally {
        await client.close();
        await simulator.end();
      }
    });
  }
});

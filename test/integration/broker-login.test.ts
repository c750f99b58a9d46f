import assert from 'node:assert/strict';
import { startBroker } from '../../lib/simulator/broker';
import { startActiveMq, type ActiveMq } from '../support/activemq';
import { Cleanup, RecordedConnection, stompError } from '../unit/stomp/support';

/** ActiveMQ trims blanks at the ends of a header of CONNECT, so there are none. */
const logins = ['CORP\\nina', 'CORP\\\\c:ed', 'a:b', 'two words', 'Jürgen 日本 😀', 'x\\'].map((name) => ({
  name,
  password: `pass\\${name}`,
}));

describe('logins with odd characters', () => {
  const cleanup = new Cleanup();
  let activeMq: ActiveMq;

  before(async () => {
    activeMq = await startActiveMq({ users: logins });
  });

  after(() => activeMq.stop());
  afterEach(() => cleanup.run());

  const connectionTo = (port: number, user: string, password: string) =>
    cleanup.add(new RecordedConnection({ brokers: [{ host: '127.0.0.1', port }], user, password }));

  for (const { name, password } of logins) {
    it(`${JSON.stringify(name)} gets in at ActiveMQ and at the broker of the simulator`, async () => {
      const simulated = cleanup.add(await startBroker({ user: name, password }));
      for (const port of [activeMq.port, simulated.port]) {
        await connectionTo(port, name, password).connect();
        const wrong = connectionTo(port, name, `${password}!`);
        await assert.rejects(wrong.connect(), stompError('STOMP_LOGIN_REFUSED', '***'));
      }
    });
  }
});

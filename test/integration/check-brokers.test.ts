import assert from 'node:assert/strict';
import type { LiveOptions } from '../../lib/check/live';
import { startSimulator } from '../../lib/simulator';
import { startActiveMq, type ActiveMq } from '../support/activemq';
import { authority, keyStorePath, passphrase } from '../support/certificates';
import { agent, idsOf, optionsFor, problemsOf, run } from '../unit/check/live/support';

const login = { user: 'flows', password: 'hunter2' };
const allowed = { commandQueue: 'ALLOWED.Connector1', destination: 'ALLOWED.desk' };
/** A JVM that has just started takes its time. */
const limits = { connectMs: 10_000, gcMs: 3000 };

describe('gc-check with ActiveMQ', () => {
  let broker: ActiveMq;

  before(async () => {
    broker = await startActiveMq({
      users: [{ name: login.user, password: login.password }],
      allowed: 'ALLOWED.>',
      tls: { keyStore: keyStorePath('valid'), passphrase },
    });
  });

  after(() => broker.kill());

  async function problemWith(its: Partial<LiveOptions>) {
    const parts = await run(optionsFor(broker.port, { ...login, ...allowed, limits, ...its }));
    const [problem, ...others] = problemsOf(parts);
    assert.deepEqual(others, []);
    assert.doesNotMatch(JSON.stringify(parts), /hunter2/);
    return problem;
  }

  it('tells a login that it refuses', async () => {
    assert.equal((await problemWith({ password: 'hunter2!' }))?.id, 'broker-login-refused');
  });

  it('tells a topic that may not be read', async () => {
    const problem = await problemWith({ destination: 'gc-check' });
    assert.equal(problem?.id, 'topic-refused');
    assert.match(String(problem.where?.text), /not authorized/);
  });

  it('tells a queue that may not be written', async () => {
    const problem = await problemWith({ commandQueue: 'Connector1' });
    assert.equal(problem?.id, 'queue-refused');
    assert.match(String(problem.where?.text), /not authorized/);
  });

  it('tells a GC that is not there', async () => {
    assert.equal((await problemWith({}))?.id, 'gc-silent');
  });

  it('tells a certificate that nobody vouches for', async () => {
    const brokers = [{ host: '127.0.0.1', port: broker.tlsPort, tls: {} }];
    assert.equal((await problemWith({ brokers }))?.id, 'tls-untrusted');
  });

  it('tells a port without TLS', async () => {
    const brokers = [{ host: '127.0.0.1', port: broker.port, tls: { ca: authority } }];
    assert.match(String((await problemWith({ brokers }))?.id), /^tls-(none|late)$/);
  });

  it('goes all the way over TLS, and leaves everything as it was', async () => {
    const simulator = await startSimulator({
      broker: { host: '127.0.0.1', port: broker.port, ...login },
      commandQueue: allowed.commandQueue,
      site: { timers: { ringing: 20 } },
    });
    try {
      const brokers = [{ host: '127.0.0.1', port: broker.tlsPort, tls: { ca: authority } }];
      const its = { ...login, ...allowed, brokers, agent, numbers: ['2002'], limits };
      const parts = await run(optionsFor(0, its));
      assert.deepEqual(problemsOf(parts), []);
      assert.ok(idsOf(parts).includes('transferred'));
      assert.ok(simulator.truth.every(({ state, calls }) => state === 'LOGOUT' && calls.length === 0));
    } finally {
      await simulator.close();
    }
  });
});

import assert from 'node:assert/strict';
import { startActiveMq, type ActiveMq, type ActiveMqOptions } from '../support/activemq';
import { authority, keyStorePath, passphrase } from '../support/certificates';
import type { LiveOptions } from '../../lib/check/live';
import { startSimulator } from '../../lib/simulator';
import { Cleanup } from '../unit/stomp/support';
import { agent, idsOf, optionsFor, problemsOf, run } from '../unit/check/live/support';

const login = { user: 'flows', password: 'hunter2' };
const users = [{ name: 'flows', password: 'hunter2' }];
/** A JVM that has just started takes its time. */
const limits = { connectMs: 10_000, gcMs: 3000 };

describe('gc-check with ActiveMQ', () => {
  const cleanup = new Cleanup();
  let broker: ActiveMq | undefined;

  afterEach(async () => {
    await cleanup.run();
    await broker?.kill();
    broker = undefined;
  });

  async function problemWith(options: ActiveMqOptions, its: Partial<LiveOptions> = {}) {
    broker = await startActiveMq(options);
    const parts = await run(optionsFor(broker.port, { ...login, limits, ...its }));
    const [problem, ...others] = problemsOf(parts);
    assert.deepEqual(others, []);
    assert.doesNotMatch(JSON.stringify(parts), /hunter2/);
    return problem;
  }

  it('tells a login that it refuses', async () => {
    const problem = await problemWith({ users }, { password: 'hunter2!' });
    assert.equal(problem?.id, 'broker-login-refused');
  });

  it('tells a topic that may not be read', async () => {
    const problem = await problemWith({ users, allowed: 'Connector1' });
    assert.equal(problem?.id, 'topic-refused');
    assert.match(String(problem.where?.text), /not authorized/);
  });

  it('tells a queue that may not be written', async () => {
    const problem = await problemWith({ users, allowed: 'gc-check' });
    assert.equal(problem?.id, 'queue-refused');
    assert.match(String(problem.where?.text), /not authorized/);
  });

  it('tells a GC that is not there', async () => {
    assert.equal((await problemWith({ users }))?.id, 'gc-silent');
  });

  it('tells a certificate for another name', async () => {
    broker = await startActiveMq({ tls: { keyStore: keyStorePath('other-name'), passphrase } });
    const brokers = [{ host: '127.0.0.1', port: broker.tlsPort, tls: { ca: authority } }];
    const problems = problemsOf(await run(optionsFor(0, { brokers, limits })));
    assert.deepEqual(
      problems.map(({ id }) => id),
      ['tls-other-name'],
    );
  });

  it('goes all the way over TLS, with users, and leaves everything as it was', async () => {
    broker = await startActiveMq({ users, tls: { keyStore: keyStorePath('valid'), passphrase } });
    const beside = { host: '127.0.0.1', port: broker.port, ...login };
    const simulator = cleanup.add(
      await startSimulator({ broker: beside, site: { timers: { ringing: 20 } } }),
    );
    const brokers = [{ host: '127.0.0.1', port: broker.tlsPort, tls: { ca: authority } }];
    const parts = await run(optionsFor(0, { brokers, ...login, agent, numbers: ['2002'], limits }));
    assert.deepEqual(problemsOf(parts), []);
    assert.ok(idsOf(parts).includes('transferred'));
    assert.ok(simulator.truth.every(({ state, calls }) => state === 'LOGOUT' && calls.length === 0));
  });
});

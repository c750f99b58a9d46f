import assert from 'node:assert/strict';
import type { LiveOptions } from '../../../../lib/check/live';
import type { ReportPart } from '../../../../lib/check/report/finding';
import { GcClient } from '../../../../lib/client';
import { startSimulator, type Simulator } from '../../../../lib/simulator';
import { startBroker } from '../../../../lib/simulator/broker';
import { authority, keyStore } from '../../../support/certificates';
import { freePort } from '../../../support/ports';
import { ScriptedBroker, type Answer } from '../../stomp/scripted-broker';
import { Cleanup } from '../../stomp/support';
import { agent, findingsOf, optionsFor, problemsOf, run } from './support';

const login = { user: 'flows', password: 'hunter2' };

/** Each has its own answer. */
const seen = new Set<string>();

describe('gc-check says what is wrong, and what to do, with', () => {
  const cleanup = new Cleanup();

  afterEach(() => cleanup.run());

  async function simulated(): Promise<Simulator> {
    return cleanup.add(await startSimulator({ port: 0 }));
  }

  async function scripted(answers: Record<string, Answer>): Promise<number> {
    return cleanup.add(await ScriptedBroker.start(answers)).address.port;
  }

  /** There is one problem; what needs the step that has it is skipped, and no secret is told. */
  async function assertAnswer(
    options: LiveOptions,
    id: string,
    what: RegExp,
    whatToDo: RegExp,
  ): Promise<readonly ReportPart[]> {
    const parts = await run(options);
    const [problem, ...others] = problemsOf(parts);
    assert.deepEqual([problem?.id, others], [id, []]);
    assert.match(String(problem?.what), what);
    assert.match(String(problem?.whatToDo), whatToDo);
    assert.doesNotMatch(JSON.stringify(parts), /hunter2|secret/);
    assert.ok(!seen.has(id));
    seen.add(id);
    return parts;
  }

  it('nothing that listens', async () => {
    const port = await freePort();
    const parts = await assertAnswer(
      optionsFor(port, { agent }),
      'tcp-refused',
      /127\.0\.0\.1:\d+ refuses connections: nothing listens there \(ECONNREFUSED\)/,
      /host and port in --broker/,
    );
    const rest = findingsOf(parts).slice(1);
    assert.ok(rest.every(({ severity }) => severity === 'open'));
    assert.equal(rest[0]?.what, 'STOMP: skipped, because it needs "TCP".');
  });

  it('TLS with a wrong name', async () => {
    const broker = cleanup.add(await ScriptedBroker.start({}, { tls: keyStore('other-name') }));
    const brokers = [{ ...broker.address, tls: { ca: authority } }];
    await assertAnswer(
      optionsFor(0, { brokers, ...login }),
      'tls-other-name',
      /for broker\.test, not for 127\.0\.0\.1/,
      /one of these names into --broker/,
    );
    assert.deepEqual(broker.frames('CONNECT'), [], 'Nobody else gets the login.');
  });

  it('a refused login', async () => {
    const broker = cleanup.add(await startBroker({ user: 'flows', password: 'other' }));
    await assertAnswer(
      optionsFor(broker.port, login),
      'broker-login-refused',
      /does not accept the user "flows"/,
      /GC_CHECK_BROKER_PASSWORD/,
    );
  });

  it('no right to read the topic', async () => {
    const port = await scripted({
      SUBSCRIBE: (peer, frame) => {
        peer.error('User flows is not authorized to read from: topic://gc-check', frame);
      },
    });
    const parts = await assertAnswer(
      optionsFor(port, login),
      'topic-refused',
      /does not let us read the topic "gc-check"/,
      /let the user "flows" read the topic "gc-check" and create it/,
    );
    const [problem] = problemsOf(parts);
    assert.match(String(problem?.where?.text), /not authorized to read/);
  });

  it('no right to write the queue', async () => {
    const port = await scripted({
      SEND: (peer, frame) => {
        peer.error('User flows is not authorized to write to: queue://Connector1', frame);
      },
    });
    await assertAnswer(
      optionsFor(port, login),
      'queue-refused',
      /does not let us write to the queue "Connector1"/,
      /write to the queue "Connector1"/,
    );
  });

  it('no right to the topics of ActiveMQ itself', async () => {
    const port = await scripted({
      CONNECT: (peer) => {
        peer.error('User flows is not authorized to create: topic://ActiveMQ.Advisory.Connection');
      },
    });
    await assertAnswer(
      optionsFor(port, login),
      'advisory-refused',
      /knows the user "flows"/,
      /let the user "flows" read, write and create the topics ActiveMQ\.Advisory\.>/,
    );
  });

  it('a topic that the client may not create, although it is there a moment later', async () => {
    let asked = 0;
    const port = await scripted({
      SUBSCRIBE: (peer, frame) => {
        asked += 1;
        if (asked === 1) {
          peer.error('User flows is not authorized to create: topic://gc-check', frame);
        } else {
          peer.receipt(frame);
        }
      },
    });
    const [problem] = problemsOf(await run(optionsFor(port, login)));
    assert.equal(problem?.id, 'topic-refused');
    assert.match(String(problem.where?.text), /not authorized to create/);
  });

  it('a queue that nobody has made', async () => {
    const port = await scripted({
      SEND: (peer, frame) => {
        peer.error('User flows is not authorized to create: queue://Connector1', frame);
      },
    });
    await assertAnswer(
      optionsFor(port, login),
      'queue-missing',
      /has no queue "Connector1"/,
      /--queue, and that GC runs/,
    );
  });

  it('a GC that is silent', async () => {
    const simulator = await simulated();
    await simulator.fault('gc-silent');
    await assertAnswer(
      optionsFor(simulator.port, { agent }),
      'gc-silent',
      /GC does not answer Hello/,
      /GC runs, that it uses the broker .*--queue/,
    );
    assert.ok(simulator.truth.every(({ state }) => state === 'LOGOUT'));
  });

  it('a GC that is out of service', async () => {
    const simulator = await simulated();
    await simulator.fault('out-of-service');
    await assertAnswer(
      optionsFor(simulator.port, { agent }),
      'gc-out-of-service',
      /out of service: it has no connection to Finesse/,
      /Finesse runs/,
    );
  });

  it('a wrong password of the agent', async () => {
    const { port } = await simulated();
    await assertAnswer(
      optionsFor(port, { agent: { ...agent, password: 'secret2' } }),
      'login-wrong-password',
      /Agent 1081 cannot log in/,
      /GC_CHECK_PASSWORD/,
    );
  });

  it('an extension that is in use', async () => {
    const simulator = await simulated();
    const brokers = [{ host: '127.0.0.1', port: simulator.port }];
    const other = cleanup.add(new GcClient({ brokers, destination: 'other' }));
    await other.connect();
    await other.login({ agentId: '1082', password: 'secret', extension: '2001' });
    await assertAnswer(
      optionsFor(simulator.port, { agent }),
      'login-extension-in-use',
      /the extension 2001 is in use/,
      /--extension/,
    );
    assert.equal(simulator.truth.find(({ agentId }) => agentId === '1082')?.state, 'NOT_READY');
  });
});

import assert from 'node:assert/strict';
import type { StompOptions } from '../../lib/stomp';
import {
  median,
  nameOf,
  nextState,
  startDroppingServer,
  timeUntil,
  TwoBrokers,
} from '../support/two-brokers';
import { until } from '../support/wait';
import { begin, Cleanup, RecordedConnection } from '../unit/stomp/support';

const second = 1000;

describe('two ActiveMQ', () => {
  const cleanup = new Cleanup();
  let brokers: TwoBrokers;

  before(async () => {
    brokers = await TwoBrokers.start();
  });

  after(() => brokers.stop());

  afterEach(() => cleanup.run());

  /** With the default settings, unless a test says otherwise. */
  async function connect(options: Partial<StompOptions> = {}): Promise<RecordedConnection> {
    const { heartbeatMs = 10 * second, backoff = { minMs: 500, maxMs: 30 * second } } = options;
    const connection = cleanup.add(
      new RecordedConnection({ ...options, brokers: brokers.addresses, heartbeatMs, backoff }),
    );
    connection.listen('/topic/events');
    await connection.connect();
    assert.equal(connection.changes.at(-1)?.broker, nameOf(brokers.first));
    return connection;
  }

  const send = (connection: RecordedConnection) => () =>
    connection.send({ destination: '/queue/commands', body: '2002' });

  it('kill -9 of the first: sends work on the second in under 3 s (median of 5)', async () => {
    const times: number[] = [];
    for (let run = 1; run <= 5; run++) {
      const connection = await connect();
      const start = performance.now();
      await brokers.first.kill();
      times.push(await timeUntil(send(connection), start));
      assert.deepEqual(connection.changes.at(-1), { state: 'connected', broker: nameOf(brokers.second) });
      await connection.close();
      await brokers.restartFirst();
    }
    assert.ok(median(times) < 3 * second, String(times));
  });

  it('SIGSTOP of the first, heart-beat 2 s: noticed in under 6 s, on the second in under 9 s', async () => {
    const connection = await connect({ heartbeatMs: 2000 });
    const start = performance.now();
    brokers.first.freeze();
    try {
      const { reason } = await nextState(connection.changes, 'reconnecting');
      const noticed = performance.now() - start;
      const working = await timeUntil(send(connection), start);
      assert.match(reason?.message ?? '', /was silent for 5 s/);
      assert.ok(noticed < 6 * second && working < 9 * second, `${noticed} ${working}`);
    } finally {
      brokers.first.thaw();
    }
  });

  it('with the first one frozen, a loss of the second is over in under 3 s', async () => {
    brokers.first.freeze();
    try {
      const connection = cleanup.add(
        new RecordedConnection({ brokers: brokers.addresses, backoff: { minMs: 500, maxMs: 30 * second } }),
      );
      const start = performance.now();
      await connection.connect();
      assert.ok(performance.now() - start < 3 * second);
      await brokers.second.kill();
      await brokers.restartSecond();
      const working = await timeUntil(send(connection), performance.now());
      assert.ok(working < 3 * second, String(working));
    } finally {
      brokers.first.thaw();
    }
  });

  it('two heart-beats without a word are no reason to give up a session', async () => {
    const connection = await connect({ heartbeatMs: 2000 });
    const start = performance.now();
    await send(connection)();
    await until(() => performance.now() - start > 4500);
    assert.equal(connection.counters.connects, 1);
  });
});

describe('a server that accepts and drops', () => {
  it('gets at most 10 connections in the first 6 s', async () => {
    const server = await startDroppingServer();
    const connection = new RecordedConnection({
      brokers: [server.address],
      backoff: { minMs: 500, maxMs: 30 * second },
    });
    const start = performance.now();
    begin(connection);
    await new Promise((resolve) => setTimeout(resolve, 6 * second));
    const early = server.connectedAt.filter((at) => at - start < 6 * second);
    await connection.close();
    await server.close();
    assert.ok(early.length >= 2 && early.length <= 10, String(early.length));
  });
});

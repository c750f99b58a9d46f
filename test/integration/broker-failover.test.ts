import assert from 'node:assert/strict';
import type { StompOptions } from '../../lib/stomp';
import { nameOf, nextState, startDroppingServer, TwoBrokers } from '../support/two-brokers';
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

  /** Waits until sending works again, and returns how the connection got there. */
  async function statesUntilSent(connection: RecordedConnection, since: number): Promise<string[]> {
    const works = () =>
      send(connection)().then(
        () => true,
        () => false,
      );
    await until(works, { what: 'sending to work again' });
    return connection.changes.slice(since).map(({ state, broker }) => `${state} ${broker}`);
  }

  // How long it takes, chaos measures.
  it('kill -9 of the first: the first attempt after it finds the second', async () => {
    const connection = await connect();
    const before = connection.changes.length;
    const [first, second] = [nameOf(brokers.first), nameOf(brokers.second)];
    await brokers.first.kill();
    assert.deepEqual(await statesUntilSent(connection, before), [
      `reconnecting ${first}`,
      `connected ${second}`,
    ]);
    await connection.close();
    await brokers.restartFirst();
  });

  it('SIGSTOP of the first, heart-beat 2 s: lost after 5 s of silence, and the first attempt finds the second', async () => {
    const connection = await connect({ heartbeatMs: 2000 });
    const before = connection.changes.length;
    const [first, second] = [nameOf(brokers.first), nameOf(brokers.second)];
    brokers.first.freeze();
    try {
      const { reason } = await nextState(connection.changes, 'reconnecting');
      assert.match(reason?.message ?? '', /was silent for 5 s/);
      assert.deepEqual(await statesUntilSent(connection, before), [
        `reconnecting ${first}`,
        `connected ${second}`,
      ]);
    } finally {
      brokers.first.thaw();
    }
  });

  it('with the first one frozen, the second is connected without a failed attempt, also after a loss', async () => {
    brokers.first.freeze();
    try {
      const connection = cleanup.add(
        new RecordedConnection({ brokers: brokers.addresses, backoff: { minMs: 500, maxMs: 30 * second } }),
      );
      await connection.connect();
      assert.deepEqual(
        connection.changes.map(({ state, broker }) => `${state} ${broker}`),
        [`connecting ${nameOf(brokers.first)}`, `connected ${nameOf(brokers.second)}`],
      );
      const before = connection.changes.length;
      await brokers.second.kill();
      await brokers.restartSecond();
      assert.equal((await statesUntilSent(connection, before)).at(-1), `connected ${nameOf(brokers.second)}`);
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
  it('gets its next connections after waits whose ceiling doubles', async () => {
    const server = await startDroppingServer();
    const connection = new RecordedConnection({
      brokers: [server.address],
      backoff: { minMs: 500, maxMs: 30 * second },
    });
    begin(connection);
    const reconnecting = () => connection.changes.filter(({ state }) => state === 'reconnecting');
    await until(() => reconnecting().length >= 4, { what: 'four failed attempts' });
    const waits = reconnecting().map(({ retryInMs = 0 }) => retryInMs);
    await connection.close();
    await server.close();
    waits.forEach((ms, failure) => assert.ok(ms <= 500 * 2 ** failure, waits.join()));
    assert.ok(server.connectedAt.length <= waits.length + 1);
  });
});

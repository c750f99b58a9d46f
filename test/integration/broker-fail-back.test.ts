import assert from 'node:assert/strict';
import type { IncomingMessage } from '../../lib/stomp';
import type { ActiveMq } from '../support/activemq';
import { addressOf, nameOf, nextState, TwoBrokers } from '../support/two-brokers';
import { until } from '../support/wait';
import { Cleanup, RecordedConnection } from '../unit/stomp/support';

/** Sends numbered messages, one after the other, until it is stopped. */
class Publisher {
  sent = 0;
  readonly #connection: RecordedConnection;
  #isRunning = true;
  #done: Promise<void> | undefined;

  constructor(
    broker: ActiveMq,
    private readonly destination: string,
  ) {
    this.#connection = new RecordedConnection({ brokers: [addressOf(broker)], heartbeatMs: 0 });
  }

  async start(): Promise<void> {
    await this.#connection.connect();
    this.#done = this.#publish();
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await this.#done;
    await this.#connection.close();
  }

  async #publish(): Promise<void> {
    while (this.#isRunning) {
      await this.#connection.send({ destination: this.destination, body: String(this.sent + 1) });
      this.sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
}

const numbers = (messages: readonly IncomingMessage[]) => messages.map(({ body }) => Number(body));
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('fail-back in a network of two ActiveMQ', () => {
  const cleanup = new Cleanup();
  let brokers: TwoBrokers;

  before(async () => {
    brokers = await TwoBrokers.start({ persistent: true }, { network: true });
  });

  after(() => brokers.stop());

  beforeEach(async () => {
    await brokers.first.kill();
  });

  afterEach(() => cleanup.run());

  /** On the second broker, while the first is away. */
  async function connect(): Promise<RecordedConnection> {
    const connection = cleanup.add(
      new RecordedConnection({ brokers: brokers.addresses, failBackMs: 300, heartbeatMs: 10_000 }),
    );
    await connection.connect();
    assert.equal(connection.changes.at(-1)?.broker, nameOf(brokers.second));
    return connection;
  }

  async function moveToFirst(connection: RecordedConnection): Promise<void> {
    await brokers.restartFirst();
    const { broker } = await nextState(connection.changes, 'connected');
    assert.equal(broker, nameOf(brokers.first));
  }

  for (const at of ['first', 'second'] as const) {
    it(`loses and repeats no message of a topic that comes from the ${at}, in order`, async () => {
      const connection = cleanup.add(
        new RecordedConnection({ brokers: brokers.addresses, failBackMs: 1500, heartbeatMs: 10_000 }),
      );
      connection.listen('/topic/events');
      await connection.connect();
      const moved = nextState(connection.changes, 'connected');
      await brokers.restartFirst();
      const publisher = new Publisher(brokers[at], '/topic/events');
      await publisher.start();
      await until(() => connection.messages.length > 0);
      assert.equal(connection.counters.moves, 0);
      assert.equal((await moved).broker, nameOf(brokers.first));
      const sent = publisher.sent;
      await until(() => publisher.sent > sent + 100);
      await publisher.stop();
      const got = () => numbers(connection.messages);
      await until(() => got().at(-1) === publisher.sent);
      assert.deepEqual(got(), range(got()[0] ?? 0, publisher.sent));
      assert.deepEqual(
        { ...connection.counters, waiting: 0 },
        { connects: 2, reconnects: 0, moves: 1, unconfirmed: 0, waiting: 0 },
      );
    });
  }

  it('loses and repeats no message of a queue, in order', async () => {
    const connection = await connect();
    const got: IncomingMessage[] = [];
    connection.subscribe({
      destination: '/queue/events',
      ack: 'client-individual',
      headers: { 'activemq.prefetchSize': '10' },
      onMessage: (message) => {
        got.push(message);
        setTimeout(() => message.ack(), 20);
      },
    });
    const publisher = new Publisher(brokers.second, '/queue/events');
    await publisher.start();
    await moveToFirst(connection);
    const sent = publisher.sent;
    await until(() => publisher.sent > sent + 100);
    await publisher.stop();
    await until(() => got.length >= publisher.sent);
    const all = numbers(got);
    assert.deepEqual(all, range(1, publisher.sent));
  });

  it('confirms every message that is sent meanwhile, and each arrives once', async () => {
    const connection = await connect();
    const reader = cleanup.add(new RecordedConnection({ brokers: [addressOf(brokers.second)] }));
    reader.listen('/queue/commands');
    await reader.connect();
    let isRunning = true;
    let sent = 0;
    const sending = (async () => {
      while (isRunning) {
        await connection.send({ destination: '/queue/commands', body: String((sent += 1)) });
      }
    })();
    await moveToFirst(connection);
    const sentBefore = sent;
    await until(() => sent > sentBefore + 100);
    isRunning = false;
    await sending;
    await until(() => reader.messages.length >= sent);
    assert.deepEqual(
      numbers(reader.messages).sort((a, b) => a - b),
      range(1, sent),
    );
  });
});

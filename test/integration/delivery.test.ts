import assert from 'node:assert/strict';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { GcClient, type EventListener, type GcClientOptions, type QueueDelivery } from '../../lib/client';
import type { GcError } from '../../lib/protocol';
import { StompConnection } from '../../lib/stomp';
import { startActiveMq, type ActiveMq } from '../support/activemq';
import { JmsPeer, type JmsMessage } from '../support/jms-peer';
import { poisonQueue } from '../support/poisoned-queue';
import { limitMs, once, until } from '../support/wait';

/** The client between flows and a real broker; a STOMP connection or a JMS client is in the place of GC. */
describe('commands and events at ActiveMQ', () => {
  let broker: ActiveMq;
  let gc: StompConnection;
  let clients: GcClient[];
  let tests = 0;
  let destination: string;

  before(async () => {
    broker = await startActiveMq();
    gc = new StompConnection({ brokers: [{ host: '127.0.0.1', port: broker.port }] });
    await gc.connect();
  });

  after(async () => {
    await gc.close();
    await broker.stop();
  });

  beforeEach(() => {
    clients = [];
    tests += 1;
    destination = `VirtualTopic.gc.test${tests}`;
  });

  afterEach(async () => {
    await Promise.all(clients.map((client) => client.close()));
  });

  function newClient(options: Partial<GcClientOptions> = {}): GcClient {
    const brokers = [{ host: '127.0.0.1', port: broker.port }];
    const client = new GcClient({ brokers, destination, heartbeatMs: 600_000, ...options });
    clients.push(client);
    return client;
  }

  function flowsClient(
    delivery: Partial<QueueDelivery> = {},
    options: Partial<GcClientOptions> = {},
  ): GcClient {
    return newClient({ delivery: { kind: 'queue', name: 'flows', ...delivery }, ...options });
  }

  /** Publishes states of agents; the number of the event is its reason code. */
  async function publish(count: number, from = 0): Promise<void> {
    const numbers = Array.from({ length: count }, (_, index) => from + index);
    for (let start = 0; start < count; start += 500) {
      const bodies = numbers.slice(start, start + 500).map((number) => {
        const agentId = String(1000 + (number % 10));
        return JSON.stringify({ type: 'State', agentId, state: 'NOT_READY', reasonCode: String(number) });
      });
      await Promise.all(bodies.map((body) => gc.send({ destination: `/topic/${destination}`, body })));
    }
  }

  /** The numbers of the events a client is told, with a mark on those that came again. */
  function listen(client: GcClient): string[] {
    const told: string[] = [];
    client.on('event', (event, { redelivered }) => {
      if (event.type === 'State') {
        told.push(`${String(event.reasonCode)}${redelivered ? ' again' : ''}`);
      }
    });
    return told;
  }

  const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i));

  describe('through a queue', () => {
    it('1 000 events that are published while the client is away come in order when it is back', async () => {
      const before = flowsClient();
      await before.connect();
      await before.close();
      await publish(1000);

      const after = flowsClient();
      const told = listen(after);
      await after.connect();
      await until(() => told.length >= 1000, { what: '1 000 events' });
      assert.deepEqual(told, numbers(0, 1000));
      assert.deepEqual(after.snapshot().agents, [], 'what waited in the queue must not look live');
      await publish(1, 1000);
      await until(() => told.length > 1000);
      assert.equal(told.at(-1), '1000');
      await until(() => after.snapshot().agents.length === 1, { what: 'the live event' });
      assert.deepEqual(after.snapshot().counters.events, { State: 1 });
    });

    it('the standby goes on when the active client is destroyed, with what was not acknowledged', async () => {
      const line = await Line.to(broker.port);
      const active = flowsClient(
        { exclusive: true, prefetch: 10 },
        { brokers: [{ host: '127.0.0.1', port: line.port }] },
      );
      const first = listen(active);
      let isStuck = false;
      const getStuck: EventListener = ({ type }) => {
        isStuck = type === 'State' && first.length > 200;
        return isStuck ? new Promise(() => undefined) : undefined;
      };
      active.on('event', getStuck);
      await active.connect();
      const standby = flowsClient({ exclusive: true, prefetch: 10 });
      const second = listen(standby);
      await standby.connect();

      await publish(500);
      await until(() => isStuck, { what: 'the active client to be busy with event 200' });
      await until(() => standby.snapshot().counters.events['State'] === 500, { what: 'the live events' });
      assert.equal(standby.snapshot().agents.length, 10);
      assert.deepEqual([first.at(-1), second], ['200', []]);

      line.cut();
      await until(() => second.at(-1) === '499', { what: 'the standby to take over' });
      assert.deepEqual(first, numbers(0, 201));
      const plain = second.map((number) => number.replace(' again', ''));
      const begin = Number(plain[0]);
      assert.deepEqual(plain, numbers(begin, 500));
      assert.ok(begin > 190 && begin <= 200, `the standby began with ${begin}`);
      assert.ok(second.slice(0, 201 - begin).every((number) => number.endsWith(' again')));
      assert.ok(second.filter((number) => number.endsWith(' again')).length <= 10);
    });

    it("the standby's own commands are confirmed", async () => {
      const active = flowsClient({ exclusive: true });
      await active.connect();
      const standby = flowsClient({ exclusive: true });
      const told = listen(standby);
      await standby.connect();
      const outcome = standby.command('MakeReady', { agentId: '1081' });
      await gc.send({ destination: `/topic/${destination}`, body: '1081#State#READY##Ann' });
      assert.equal((await outcome).outcome, 'confirmed');
      assert.deepEqual(told, []);
    });

    it('an event that no listener can take ends in the dead letter queue, and the others go on', async () => {
      const jms = new JmsPeer(broker);
      try {
        await jms.consume('/queue/ActiveMQ.DLQ');
        const client = flowsClient({ maxRedeliveries: 2 });
        const told = listen(client);
        client.on('event', (event) => {
          if (event.type === 'State' && event.reasonCode === '1') {
            throw new Error('cannot read it');
          }
        });
        const warning = once<[GcError]>(client, 'warning');
        await client.connect();
        await publish(3);
        const dead = await nextDead(jms, isEvent);
        assert.deepEqual(JSON.parse(String(dead.text)), {
          type: 'State',
          agentId: '1001',
          state: 'NOT_READY',
          reasonCode: '1',
        });
        const [{ code, message }] = await warning;
        assert.equal(code, 'GC_EVENT_NOT_TAKEN');
        assert.match(message, /^Agent 1001: the event State .*tries: 3.*: cannot read it/);
        await until(() => told.at(-1) === '2');
        assert.deepEqual(told, ['0', '1', '2']);
        assert.equal(client.snapshot().counters.rejectedEvents, 1);
      } finally {
        await jms.close();
      }
    });

    it('1 000 events come in order, and ten poisonous messages among them are put aside with a reason', async () => {
      const jms = new JmsPeer(broker);
      try {
        await jms.consume('/queue/ActiveMQ.DLQ');
        const client = flowsClient({ maxRedeliveries: 1 });
        const { taken, reasons } = await poisonQueue({ client, destination, broker, good: 1000 });
        assert.deepEqual(taken.map(String), numbers(0, 1000));
        assert.equal(reasons.length, 10);
        for (const reason of reasons) {
          assert.match(reason, /could not be handled \(tries: 2\), and the broker has put it aside: ./);
        }
        for (let count = 0; count < 10; count += 1) {
          await jms.next('/queue/ActiveMQ.DLQ');
        }
        assert.equal(client.snapshot().counters.rejectedEvents, 10);
        await publish(1, 1000);
        await until(() => taken.length === 1001);
      } finally {
        await jms.close();
      }
    });

    it('an event is told once although its acknowledgement is lost with the connection', async () => {
      const line = await Line.to(broker.port);
      const client = flowsClient(
        {},
        { brokers: [{ host: '127.0.0.1', port: line.port }], stomp: { backoff: { minMs: 10, maxMs: 20 } } },
      );
      const told = listen(client);
      let finish: () => void = () => undefined;
      const takeTime: EventListener = () => new Promise<void>((resolve) => (finish = resolve));
      client.on('event', takeTime);
      await client.connect();
      await publish(1);
      await until(() => told.length === 1);
      line.drop();
      await once(client, 'health');
      finish();
      await until(() => client.snapshot().counters.duplicateEvents === 1, {
        what: 'the event to come again',
      });
      assert.deepEqual(told, ['0']);
      assert.equal(client.snapshot().counters.reconnects, 1);
      await client.close();
      line.cut();
    });
  });

  describe('a command that GC does not fetch in time', () => {
    let jms: JmsPeer;

    beforeEach(() => {
      jms = new JmsPeer(broker);
    });

    afterEach(async () => {
      await jms.close();
    });

    /** Lets a command run out of time while GC is away; then GC comes, and gets another one. */
    async function commandsSeen(
      options: Partial<GcClientOptions>,
      commandQueue: string,
      areAllSeen: (seen: readonly (string | undefined)[]) => boolean,
    ) {
      const client = newClient({ commandQueue, timeoutMs: 100, ...options });
      await client.connect();
      const login = client.login({ agentId: '1082', password: 'secret', extension: '2001' });
      await assert.rejects(login, { code: 'GC_TIMEOUT' });
      await assert.rejects(client.command('MakeReady', { agentId: '1081' }), { code: 'GC_TIMEOUT' });
      const ended = Date.now();
      await until(() => Date.now() > ended + 2200, { what: 'the commands to expire' });
      await jms.consume(`/queue/${commandQueue}`);
      await client.command('refresh', { agentId: '1081' }, { timeoutMs: limitMs });
      const seen: (string | undefined)[] = [];
      while (!areAllSeen(seen)) {
        const { jmsType } = await jms.next(`/queue/${commandQueue}`);
        if (!jmsType?.startsWith('Hello')) {
          seen.push(jmsType);
        }
      }
      return seen;
    }

    it('is not carried out later, and only one without a password ends as a dead letter', async () => {
      await jms.consume('/queue/ActiveMQ.DLQ');
      const seen = await commandsSeen({}, 'Expiring', (all) => all.includes('refresh#1081'));
      assert.deepEqual(seen, ['refresh#1081']);
      assert.equal((await nextDead(jms, (message) => !isEvent(message))).jmsType, 'MakeReady#1081');
    });

    // ActiveMQ keeps no order between persistent messages and others.
    it('is carried out later where commands do not expire', async () => {
      const seen = await commandsSeen({ expireCommands: false }, 'Lasting', ({ length }) => length === 4);
      assert.deepEqual(seen.sort(), ['Connect#1082', 'Login#1082', 'MakeReady#1081', 'refresh#1081']);
    });
  });
});

/** A line to the broker that can be cut. */
class Line {
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async to(port: number): Promise<Line> {
    const server = createServer();
    const line = new Line(server);
    server.on('connection', (near) => {
      const far = connect(port, '127.0.0.1');
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        line.#sockets.add(socket);
        socket.pipe(other);
        socket.on('error', () => other.destroy());
        socket.on('close', () => other.destroy());
      }
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return line;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Cuts whoever is connected; the next may come. */
  drop(): void {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
    this.#sockets.clear();
  }

  /** Cuts whoever is connected, and lets nobody in again. */
  cut(): void {
    this.server.close();
    this.drop();
  }
}

/** The next of these among the dead letters; commands that have expired lie there as well. */
async function nextDead(jms: JmsPeer, isWanted: (message: JmsMessage) => boolean): Promise<JmsMessage> {
  for (;;) {
    const message = await jms.next('/queue/ActiveMQ.DLQ');
    if (isWanted(message)) {
      return message;
    }
  }
}

/** Events have no JMS type. */
function isEvent({ jmsType }: JmsMessage): boolean {
  return jmsType === undefined;
}

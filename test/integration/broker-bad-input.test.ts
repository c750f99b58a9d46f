import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrokerAddress } from '../../lib/stomp';
import { startActiveMq, type ActiveMq } from '../support/activemq';
import { JmsPeer } from '../support/jms-peer';
import { addressOf, startSilentServer } from '../support/two-brokers';
import { once, until } from '../support/wait';
import { Cleanup, RecordedConnection, stompError } from '../unit/stomp/support';

const user = { name: 'flows', password: 'sesame' };

const toEvents = { destination: '/topic/OPEN.events', kind: 'TextMessage' } as const;

/** What a user, a broker or another client may get wrong. The process lives, and everything else goes on. */
describe('bad input and ActiveMQ', () => {
  const cleanup = new Cleanup();
  let broker: ActiveMq;
  let jms: JmsPeer;
  let connection: RecordedConnection;

  before(async () => {
    broker = await startActiveMq({ users: [user], allowed: 'OPEN.>' });
    jms = new JmsPeer({ openWirePort: broker.openWirePort, user: user.name, password: user.password });
    await jms.consume('/queue/OPEN.jms');
  });

  after(async () => {
    await jms.close();
    await broker.kill();
  });

  beforeEach(async () => {
    connection = connectionTo(addressOf(broker), user.password);
    connection.listen('/topic/OPEN.events');
    await connection.connect();
  });

  afterEach(async () => {
    await assertAlive();
    await cleanup.run();
  });

  function connectionTo(address: BrokerAddress, password: string): RecordedConnection {
    return cleanup.add(
      new RecordedConnection({
        brokers: [address],
        user: user.name,
        password,
        heartbeatMs: 10_000,
        connectTimeoutMs: 2000,
        backoff: { minMs: 60_000, maxMs: 60_000 },
      }),
    );
  }

  /** In the first session still, events come and commands go out. */
  async function assertAlive(): Promise<void> {
    const before = connection.messages.length;
    await jms.send({ ...toEvents, text: 'alive' });
    await until(() => connection.messages.length > before, { what: 'the event' });
    await connection.send({ destination: '/queue/OPEN.jms', body: 'alive' });
    assert.equal((await jms.next('/queue/OPEN.jms')).text, 'alive');
    assert.deepEqual(
      connection.changes.map(({ state }) => state),
      ['connecting', 'connected'],
    );
  }

  async function event(message: { text: string; property?: string; value?: string; type?: string }) {
    const before = connection.messages.length;
    await jms.send({ ...toEvents, ...message });
    return until(() => connection.messages[before], { what: 'the event' });
  }

  describe('connecting', () => {
    async function refusal(address: BrokerAddress, password = 'hunter2') {
      const failing = connectionTo(address, password);
      const error: unknown = await failing.connect().catch((reason: unknown) => reason);
      const [, change, ...more] = failing.changes;
      assert.deepEqual(more, []);
      assert.ok(change);
      assert.equal(change.reason, error);
      assert.doesNotMatch(change.reason?.message ?? '', /[\r\n]|hunter2/);
      return change;
    }

    it('with a wrong password', async () => {
      const { state, reason, retryInMs = 0 } = await refusal(addressOf(broker));
      assert.equal(state, 'failed');
      assert.ok(retryInMs > 40_000);
      stompError('STOMP_LOGIN_REFUSED', 'refused the login', 'Check user and password')(reason);
    });

    it('with the password of nobody', async () => {
      const { state, reason } = await refusal(addressOf(broker), '');
      assert.equal(state, 'failed');
      stompError('STOMP_LOGIN_REFUSED')(reason);
    });

    it('with a host name that does not exist', async () => {
      const { state, reason } = await refusal({ host: 'broker.invalid', port: 61613 });
      assert.equal(state, 'reconnecting');
      stompError('STOMP_CONNECT_FAILED', 'broker.invalid:61613', 'host name')(reason);
    });

    it('at the OpenWire port', async () => {
      const { reason } = await refusal({ host: '127.0.0.1', port: broker.openWirePort });
      stompError('STOMP_CONNECT_FAILED', 'Check the port')(reason);
    });

    it('at a web server', async () => {
      const server = createHttpServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { state, reason } = await refusal({
        host: '127.0.0.1',
        port: (server.address() as AddressInfo).port,
      });
      await once(server.close(), 'close');
      assert.equal(state, 'reconnecting');
      stompError('STOMP_CONNECT_FAILED', 'does not speak STOMP')(reason);
    });

    it('at an SSH server', async () => {
      const server = cleanup.add(await startSilentServer('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'));
      stompError('STOMP_CONNECT_FAILED', 'does not speak STOMP')((await refusal(server.address)).reason);
    });

    it('at a server that says nothing', async () => {
      const server = cleanup.add(await startSilentServer());
      const { state, reason } = await refusal(server.address);
      assert.equal(state, 'reconnecting');
      stompError('STOMP_CONNECT_TIMEOUT', 'does not answer the login', '2 s')(reason);
    });
  });

  describe('sending', () => {
    it('to a destination without rights', async () => {
      await assert.rejects(
        connection.send({ destination: '/queue/CLOSED', body: '' }),
        stompError('STOMP_REFUSED', '/queue/CLOSED', 'rights of the user'),
      );
    });

    it('with headers called hasOwnProperty and __proto__', async () => {
      const headers = Object.fromEntries([
        ['hasOwnProperty', '1'],
        ['__proto__', '2'],
      ]);
      await connection.send({ destination: '/queue/OPEN.jms', body: 'a', headers });
      const { properties } = await jms.next('/queue/OPEN.jms');
      assert.deepEqual(new Map(Object.entries(properties)), new Map(Object.entries(headers)));
    });

    it('with the longest header there may be, and a longer one', async () => {
      const headers = { long: 'ü'.repeat(4990) };
      await connection.send({ destination: '/queue/OPEN.jms', body: 'a', headers });
      assert.deepEqual((await jms.next('/queue/OPEN.jms')).properties, headers);
      await assert.rejects(
        connection.send({
          destination: '/queue/OPEN.jms',
          body: 'a',
          headers: { long: 'x'.repeat(100_000) },
        }),
        stompError('STOMP_INVALID_MESSAGE', '"long"', 'Shorten it'),
      );
    });

    it('with as many headers as there may be, and 100 kB in sum', async () => {
      const headers = Object.fromEntries(
        Array.from({ length: 900 }, (_, index) => [`h${index}`, 'x'.repeat(110)]),
      );
      await connection.send({ destination: '/queue/OPEN.jms', body: 'a', headers });
      assert.deepEqual((await jms.next('/queue/OPEN.jms')).properties, headers);
    });

    it('a body with NUL', async () => {
      await assert.rejects(
        connection.send({ destination: '/queue/OPEN.jms', body: 'a\0b' }),
        stompError('STOMP_INVALID_MESSAGE', 'NUL'),
      );
    });

    it('emoji in the names of a destination, a type and a header', async () => {
      const destination = '/queue/OPEN.Grüße 😀';
      await jms.consume(destination);
      await connection.send({ destination, type: 'Größe 😀', body: '😀', headers: { 'ü😀': 'é日' } });
      const { text, jmsType, properties } = await jms.next(destination);
      assert.deepEqual(
        { text, jmsType, properties },
        { text: '😀', jmsType: 'Größe 😀', properties: { 'ü😀': 'é日' } },
      );
    });
  });

  describe('receiving', () => {
    it('from a destination without rights: only this subscription fails', async () => {
      connection.listen('/topic/CLOSED');
      const refused = await until(() => connection.refusals[0]);
      stompError('STOMP_REFUSED', '/topic/CLOSED', 'rights of the user')(refused);
    });

    it('with a selector that ActiveMQ does not understand: only this subscription fails', async () => {
      const refusals: unknown[] = [];
      connection.subscribe({
        destination: '/topic/OPEN.selected',
        headers: { selector: 'a = = b' },
        onMessage: () => undefined,
        onError: (error) => refusals.push(error),
      });
      stompError('STOMP_REFUSED', '/topic/OPEN.selected')(await until(() => refusals[0]));
    });

    for (const name of ['a\\b', 'a\nb', 'a\r\n\r\nb', ':', '\\']) {
      it(`a property called ${JSON.stringify(name)}, which ActiveMQ does not escape`, async () => {
        const odd = { property: name, value: '1' };
        await jms.send({ destination: '/topic/OPEN.events', kind: 'TextMessage', text: 'odd', ...odd });
      });
    }

    for (const property of ['hasOwnProperty', '__proto__', 'constructor', 'Größe 😀']) {
      it(`a property called ${property}`, async () => {
        const { headers } = await event({ text: 'a', property, value: '1' });
        assert.equal(Object.entries(headers).find(([name]) => name === property)?.[1], '1');
      });
    }

    it('a property of 60 kB, and a larger one: only that message is skipped', async () => {
      const value = 'é'.repeat(30_000);
      assert.equal((await event({ text: 'a', property: 'long', value })).headers['long'], value);
      const before = connection.messages.length;
      await jms.send({ ...toEvents, text: 'b', property: 'long', value: value.repeat(2) });
      stompError('STOMP_INVALID_MESSAGE', '64 KB')(await until(() => connection.refusals[0]));
      assert.equal(connection.messages.length, before);
    });

    it('a text and bytes with NUL', async () => {
      assert.equal((await event({ text: 'a\0b😀' })).body, 'a\0b😀');
      await jms.send({ destination: '/topic/OPEN.events', kind: 'BytesMessage', text: 'a\0b😀' });
      const message = await until(() => connection.messages.find(({ kind }) => kind === 'bytes'));
      assert.equal(message.body, 'a\0b😀');
    });

    it('a text of 17 MB: only this message is skipped', async () => {
      connection.listen('/queue/OPEN.large', 'client-individual');
      const producer = connectionTo(addressOf(broker), user.password);
      await producer.connect();
      await producer.send({ destination: '/queue/OPEN.large', body: 'x'.repeat(17 * 1024 * 1024) });
      stompError('STOMP_INVALID_MESSAGE', '16 MB')(await until(() => connection.refusals[0]));
    });

    it('a message that nobody can use: NACK moves it to the dead letter queue', async () => {
      connection.listen('/queue/OPEN.poison', 'client-individual');
      await jms.send({ destination: '/queue/OPEN.poison', kind: 'TextMessage', text: 'poison' });
      const message = await until(() => connection.messages.find(({ body }) => body === 'poison'));
      assert.equal(message.redelivered, false);
      message.nack();
      const admin = connectionTo(addressOf(broker), user.password);
      admin.listen('/queue/ActiveMQ.DLQ');
      await admin.connect();
      await until(() => admin.messages.find(({ body }) => body === 'poison'));
    });
  });

  it('a message comes again, marked, when its consumer has gone without an answer', async () => {
    const careless = connectionTo(addressOf(broker), user.password);
    careless.listen('/queue/OPEN.again', 'client-individual');
    await careless.connect();
    await connection.send({ destination: '/queue/OPEN.again', body: 'a' });
    await until(() => careless.messages.length === 1);
    await careless.close();
    connection.listen('/queue/OPEN.again', 'client-individual');
    const message = await until(() => connection.messages.find(({ body }) => body === 'a'));
    assert.equal(message.redelivered, true);
    message.ack();
  });
});

import assert from 'node:assert/strict';
import type { OutgoingMessage } from '../../../../lib/stomp';
import { ScriptedBroker, type Answer, type Frame, type Peer } from '../scripted-broker';
import { Cleanup, RecordedConnection, stompError, until } from '../support';

describe('sending', () => {
  const cleanup = new Cleanup();
  let broker: ScriptedBroker;
  let connection: RecordedConnection;

  async function start(SEND?: Answer, receiptTimeoutMs = 3000, CONNECT?: Answer): Promise<void> {
    broker = cleanup.add(await ScriptedBroker.start({ ...(SEND && { SEND }), ...(CONNECT && { CONNECT }) }));
    connection = cleanup.add(
      new RecordedConnection({
        brokers: [broker.address],
        user: 'gc-user',
        password: 'secret',
        receiptTimeoutMs,
      }),
    );
    await connection.connect();
  }

  afterEach(() => cleanup.run());

  const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
    destination: '/queue/Connector1',
    body: '2002',
    ...more,
  });

  it('writes a text message literally', async () => {
    await start();
    await connection.send(message({ type: 'MakeCall#1081' }));
    assert.equal(
      (await broker.frame('SEND')).raw,
      'SEND\ndestination:/queue/Connector1\ntype:MakeCall#1081\npersistent:true\nreceipt:1\n\n2002',
    );
  });

  it('escapes headers', async () => {
    await start();
    await connection.send(message({ type: 'a:b\\c\nd\re', headers: { 'x:y': 'ü 😀' } }));
    assert.match((await broker.frame('SEND')).raw, /^x\\cy:ü 😀$/m);
    assert.match((await broker.frame('SEND')).raw, /^type:a\\cb\\\\c\\nd\\re$/m);
  });

  it('writes an empty body', async () => {
    await start();
    await connection.send(message({ type: 'MakeReady#1081', body: '' }));
    assert.match((await broker.frame('SEND')).raw, /\n\n$/);
  });

  it('leaves out persistent and type when they are not wanted', async () => {
    await start();
    await connection.send(message({ persistent: false }));
    assert.deepEqual(Object.keys((await broker.frame('SEND')).headers), ['destination', 'receipt']);
  });

  it('encodes an emoji for Java', async () => {
    await start();
    await connection.send(message({ body: 'a😀' }));
    assert.equal((await broker.frame('SEND')).body.toString('hex'), '61eda0bdedb880');
  });

  for (const [server, form] of Object.entries({
    'ActiveMQ/5.17.2': 'modified',
    'ActiveMQ/5.18.5': 'modified',
    'ActiveMQ/5.18.6': 'plain',
    'ActiveMQ/5.19.0': 'plain',
    'ActiveMQ/6.0.1': 'modified',
    'ActiveMQ/6.1.3': 'modified',
    'ActiveMQ/6.1.4': 'plain',
    'ActiveMQ/6.2.0-SNAPSHOT': 'plain',
    'ActiveMQ/7.0.0': 'plain',
    'ActiveMQ/4.1.1': 'modified',
    'ActiveMQ/unknown': 'modified',
    'ActiveMQ-Artemis/2.19.1 ActiveMQ Artemis Messaging Engine': 'plain',
    'RabbitMQ/3.10.8': 'plain',
  })) {
    it(`sends an emoji as ${form} UTF-8 to ${server}`, async () => {
      await start(undefined, undefined, (peer) => {
        peer.write(`CONNECTED\nversion:1.2\nserver:${server}\n\n\0`);
      });
      await connection.send(message({ body: 'é😀' }));
      const expected = form === 'plain' ? 'c3a9f09f9880' : 'c3a9eda0bdedb880';
      assert.equal((await broker.frame('SEND')).body.toString('hex'), expected);
    });
  }

  it('leaves the headers of the caller alone', async () => {
    await start();
    const headers = Object.freeze({ mine: '1' });
    await Promise.all([1, 2, 3].map(() => connection.send(message({ headers }))));
    assert.deepEqual(
      broker.frames('SEND').map((frame) => frame.headers['receipt']),
      ['1', '2', '3'],
    );
  });

  it('resolves with the receipt, and not before', async () => {
    let confirm: (() => void) | undefined;
    await start((peer, frame) => (confirm = () => peer.receipt(frame)));
    let done = false;
    const sent = connection.send(message()).then(() => (done = true));
    await until(() => confirm !== undefined, 'SEND');
    await new Promise(setImmediate);
    assert.equal(done, false);
    confirm?.();
    await sent;
  });

  const invalid: Record<string, Partial<OutgoingMessage>> = {
    'no destination': { destination: '' },
    'a destination without prefix': { destination: 'Connector1' },
    'an empty queue name': { destination: '/queue/' },
    'another prefix': { destination: '/exchange/a' },
    'a line feed in the destination': { destination: '/queue/a\nb' },
    'a carriage return in the destination': { destination: '/queue/a\r' },
    'NUL in the destination': { destination: '/queue/a\0' },
    'NUL in the body': { body: 'a\0b' },
    'NUL in the type': { type: '\0' },
    'NUL in a header': { headers: { a: '\0' } },
    'a content-length': { headers: { 'content-length': '4' } },
    'a receipt of its own': { headers: { receipt: '1' } },
    'a destination of 100 kB': { destination: `/queue/${'x'.repeat(100_000)}` },
    'a type of 100 kB': { type: 'x'.repeat(100_000) },
    'a header of 100 kB': { headers: { long: 'x'.repeat(100_000) } },
    'a header that gets too long by escapes': { headers: { long: ':'.repeat(6000) } },
    'a header with too many bytes': { headers: { long: '日'.repeat(4000) } },
    'a thousand headers': {
      headers: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`h${index}`, ''])),
    },
  };
  for (const [name, more] of Object.entries(invalid)) {
    it(`refuses ${name}`, async () => {
      await start();
      await assert.rejects(connection.send(message(more)), stompError('STOMP_INVALID_MESSAGE'));
      await connection.send(message());
      assert.equal(broker.frames('SEND').length, 1);
    });
  }

  it('takes the longest header that ActiveMQ takes, whatever its name', async () => {
    await start();
    const headers = Object.fromEntries([
      ['hasOwnProperty', 'x'.repeat(9900)],
      ['__proto__', 'y'.repeat(9900)],
    ]);
    await connection.send(message({ headers }));
    const { headers: sent } = await broker.frame('SEND');
    assert.equal(Object.entries(sent).find(([name]) => name === 'hasOwnProperty')?.[1].length, 9900);
    assert.match((await broker.frame('SEND')).raw, /^__proto__:y{9900}$/m);
  });

  for (const destination of ['/topic/a', '/temp-queue/a', '/temp-topic/a']) {
    it(`sends to ${destination}`, async () => {
      await start();
      await connection.send(message({ destination }));
    });
  }

  it('fails only the message that the broker refuses', async () => {
    await start((peer, frame) => {
      if (frame.headers['destination'] === '/queue/DENIED') {
        peer.error('User gc-user is not authorized', frame);
      } else {
        peer.receipt(frame);
      }
    });
    const results = await Promise.allSettled(
      ['/queue/A', '/queue/DENIED', '/queue/C'].map((destination) =>
        connection.send(message({ destination })),
      ),
    );
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    const refused = results[1]?.status === 'rejected' ? (results[1].reason as unknown) : undefined;
    stompError('STOMP_REFUSED', broker.name, '/queue/DENIED', '"User *** is not authorized"')(refused);
    assert.equal(connection.state, 'connected');
    assert.equal(broker.peers.length, 1);
  });

  it('gives up the session when a receipt is overdue', async () => {
    await start(() => undefined, 50);
    const [first, second] = await Promise.allSettled([
      connection.send(message()),
      connection.send(message()),
    ]);
    stompError(
      'STOMP_RECEIPT_TIMEOUT',
      '/queue/Connector1',
      '0.05 s',
    )(first.status === 'rejected' && first.reason);
    stompError('STOMP_CONNECTION_LOST', 'unknown')(second.status === 'rejected' && second.reason);
    stompError('STOMP_RECEIPT_TIMEOUT')((await connection.reached('reconnecting')).reason);
    await connection.reached('connected', 2);
  });

  it('rejects at once when there is no connection', async () => {
    const lonely = cleanup.add(new RecordedConnection({ brokers: [{ host: '127.0.0.1', port: 1 }] }));
    await assert.rejects(lonely.send(message()), stompError('STOMP_NOT_CONNECTED', '127.0.0.1:1'));
  });

  it('rejects unconfirmed messages when the connection is lost', async () => {
    await start((peer) => peer.drop());
    await assert.rejects(
      connection.send(message()),
      stompError('STOMP_CONNECTION_LOST', 'unknown', broker.name),
    );
  });

  describe('to a broker that does not confirm', () => {
    const received: [Peer, Frame][] = [];

    beforeEach(async () => {
      received.length = 0;
      await start((peer, frame) => received.push([peer, frame]), 60_000);
    });

    function send(count: number, body = '2002'): Promise<unknown>[] {
      return Array.from({ length: count }, (_, index) =>
        connection
          .send(message({ body, headers: { index: String(index) } }))
          .catch((error: unknown) => error),
      );
    }

    function confirmNext(): void {
      const [peer, frame] = received.shift() ?? assert.fail('nothing to confirm');
      peer.receipt(frame);
    }

    it('has 50 messages under way and sends the others in order', async () => {
      const sends = send(120);
      await until(() => received.length === 50, '50 messages');
      const { unconfirmed, waiting } = connection.counters;
      assert.deepEqual({ unconfirmed, waiting }, { unconfirmed: 50, waiting: 70 });
      await new Promise(setImmediate);
      assert.equal(received.length, 50);
      confirmNext();
      await broker.frame('SEND', 51);
      for (let confirmed = 1; confirmed < 120; confirmed++) {
        await until(() => received.length > 0, 'the next message');
        confirmNext();
      }
      assert.deepEqual(await Promise.all(sends), Array(120).fill(undefined));
      assert.equal(connection.counters.unconfirmed, 0);
      const order = broker.frames('SEND').map(({ headers }) => Number(headers['index']));
      assert.deepEqual(order, [...Array(120).keys()]);
    });

    it('keeps 1000 messages waiting and refuses the next', async () => {
      const sends = send(1050);
      await assert.rejects(connection.send(message()), stompError('STOMP_BUSY', broker.name));
      await connection.close();
      const results = await Promise.all(sends);
      results.forEach((result) => stompError('STOMP_CLOSED')(result));
    });

    it('keeps 16 MB waiting and refuses the next', async () => {
      const sends = [...send(50), ...send(16, 'x'.repeat(1024 * 1024))];
      await assert.rejects(connection.send(message()), stompError('STOMP_BUSY'));
      await connection.close();
      assert.equal((await Promise.all(sends)).length, 66);
    });

    it('says of the waiting messages that they were not sent when the connection is lost', async () => {
      const sends = send(60);
      await until(() => received.length === 50, '50 messages');
      broker.peer.drop();
      const results = await Promise.all(sends);
      results.slice(0, 50).forEach((result) => stompError('STOMP_CONNECTION_LOST')(result));
      results.slice(50).forEach((result) => stompError('STOMP_NOT_CONNECTED', 'nothing was sent')(result));
    });
  });
});

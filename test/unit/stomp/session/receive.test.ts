import assert from 'node:assert/strict';
import sinon from 'sinon';
import { ScriptedBroker, type Frame } from '../scripted-broker';
import { Cleanup, RecordedConnection, stompError, until } from '../support';

describe('receiving', () => {
  const cleanup = new Cleanup();
  let broker: ScriptedBroker;
  let connection: RecordedConnection;

  beforeEach(async () => {
    broker = cleanup.add(await ScriptedBroker.start());
    connection = cleanup.add(
      new RecordedConnection({ brokers: [broker.address], user: 'gc-user', password: 'secret' }),
    );
  });

  afterEach(async () => {
    await cleanup.run();
    sinon.restore();
  });

  /** Subscribes and gives back the SUBSCRIBE frame. */
  async function listen(destination = '/topic/A', ack?: 'client-individual'): Promise<Frame> {
    const earlier = broker.frames('SUBSCRIBE').length;
    connection.listen(destination, ack);
    await connection.connect();
    return broker.frame('SUBSCRIBE', earlier + 1);
  }

  function frame(id: string | undefined, headers: string, body: Buffer | string): Buffer {
    const head = `MESSAGE\nsubscription:${id}\nmessage-id:m1\nack:a1\ndestination:/topic/A\n${headers}\n`;
    return Buffer.concat([Buffer.from(head), Buffer.from(body), Buffer.from('\0\n')]);
  }

  async function received(count = 1) {
    await until(() => connection.messages.length >= count, `${count} messages`);
    return connection.messages.at(-1) ?? assert.fail();
  }

  it('subscribes literally', async () => {
    connection.subscribe({
      destination: '/queue/A',
      ack: 'client-individual',
      headers: { selector: "JMSType LIKE 'Login%'", 'activemq.prefetchSize': '10' },
      onMessage: () => undefined,
    });
    await connection.connect();
    assert.equal(
      (await broker.frame('SUBSCRIBE')).raw,
      "SUBSCRIBE\nselector:JMSType LIKE 'Login%'\nactivemq.prefetchSize:10\nid:1\ndestination:/queue/A\n" +
        'ack:client-individual\nreceipt:1\n\n',
    );
  });

  it('gives a text message', async () => {
    const { headers } = await listen();
    broker.peer.write(frame(headers['id'], 'type:State\\c1081\nJürgen:日本\n', 'é日'));
    const { destination, type, body, kind, headers: got } = await received();
    assert.deepEqual(
      { destination, type, body, kind },
      { destination: '/topic/A', type: 'State:1081', body: 'é日', kind: 'text' },
    );
    assert.equal(got['Jürgen'], '日本');
  });

  it('gives a bytes message with NUL, and an empty one', async () => {
    const { headers } = await listen();
    broker.peer.write(frame(headers['id'], 'content-length:5\n', 'a\0😀'.slice(0, 2) + 'ü!'));
    assert.deepEqual([(await received()).body, connection.messages[0]?.kind], ['a\0ü!', 'bytes']);
    broker.peer.write(frame(headers['id'], 'content-length:0\n', ''));
    assert.deepEqual(
      [(await received(2)).body, connection.messages[1]?.headers['content-length']],
      ['', '0'],
    );
  });

  it('reads an emoji in the plain and in the modified form', async () => {
    const { headers } = await listen();
    broker.peer.write(frame(headers['id'], '', '😀'));
    broker.peer.write(frame(headers['id'], '', Buffer.from('eda0bdedb880', 'hex')));
    broker.peer.write(frame(headers['id'], 'content-length:4\n', '😀'));
    await received(3);
    assert.deepEqual(
      connection.messages.map(({ body }) => body),
      ['😀', '😀', '😀'],
    );
  });

  it('reads a message that arrives byte by byte', async () => {
    const { headers } = await listen();
    await broker.peer.trickle(frame(headers['id'], 'name:Jürgen 😀\n', 'é日😀'));
    const message = await received();
    assert.deepEqual([message.body, message.headers['name']], ['é日😀', 'Jürgen 😀']);
  });

  it('survives headers with the names of object members, and very long ones', async () => {
    const { headers } = await listen();
    const long = 'x'.repeat(60_000);
    broker.peer.write(
      frame(headers['id'], `hasOwnProperty:1\n__proto__:2\nconstructor:3\nlong:${long}\n`, 'a'),
    );
    broker.peer.write(frame(headers['id'], '', 'b'));
    await received(2);
    const own = Object.entries(connection.messages[0]?.headers ?? {});
    assert.deepEqual(own.slice(-4), [
      ['hasOwnProperty', '1'],
      ['__proto__', '2'],
      ['constructor', '3'],
      ['long', long],
    ]);
    assert.equal(connection.state, 'connected');
  });

  it('ignores messages and receipts that nobody asked for', async () => {
    await listen();
    broker.peer.write(frame('__proto__', '', 'a'));
    broker.peer.write(frame('77', '', 'b'));
    broker.peer.write('RECEIPT\nreceipt-id:__proto__\n\n\0');
    await connection.send({ destination: '/queue/A', body: '' });
    assert.deepEqual(connection.messages, []);
  });

  it('gives each subscription its own messages', async () => {
    const first = await listen('/topic/A');
    const texts: string[] = [];
    connection.subscribe({ destination: '/topic/B', onMessage: ({ body }) => texts.push(body) });
    const second = await broker.frame('SUBSCRIBE', 2);
    broker.peer.write(frame(second.headers['id'], '', 'for B'));
    broker.peer.write(frame(first.headers['id'], '', 'for A'));
    await received();
    assert.deepEqual(texts, ['for B']);
    assert.deepEqual(
      connection.messages.map(({ body }) => body),
      ['for A'],
    );
  });

  it('turns an exception of a listener into a warning', async () => {
    connection.subscribe({
      destination: '/topic/A',
      onMessage: () => {
        throw new Error('fault of the listener');
      },
    });
    connection.on('state', () => {
      throw new Error('fault of the state listener');
    });
    const emitWarning = sinon.stub(process, 'emitWarning');
    const warned = (text: string) =>
      emitWarning.getCalls().some(({ args }) => String(args[0]).includes(text));
    await connection.connect();
    broker.peer.write(frame((await broker.frame('SUBSCRIBE')).headers['id'], '', 'a'));
    await until(() => warned('fault of the listener'), 'the warning');
    assert.ok(warned('fault of the state listener'));
    assert.equal(connection.state, 'connected');
  });

  it('skips a message that is too large, and goes on', async () => {
    const { headers } = await listen('/queue/A', 'client-individual');
    broker.peer.write(frame(headers['id'], '', Buffer.alloc(17 * 1024 * 1024, 'x')));
    broker.peer.write(frame(headers['id'], '', 'small'));
    assert.equal((await received()).body, 'small');
    assert.equal(connection.messages.length, 1);
    assert.equal(connection.refusals.length, 1);
    stompError('STOMP_INVALID_MESSAGE', '/queue/A', '16 MB')(connection.refusals[0]);
    await broker.frame('NACK');
  });

  it('skips a message whose headers are too large, and goes on', async () => {
    const { headers } = await listen('/queue/A', 'client-individual');
    for (const filling of [`long:${'x'.repeat(65_536)}\n`, 'many:x\n'.repeat(1001)]) {
      broker.peer.write(frame(headers['id'], filling, 'large'));
    }
    broker.peer.write(frame(headers['id'], '', 'small'));
    assert.equal((await received()).body, 'small');
    assert.equal(connection.refusals.length, 2);
    stompError('STOMP_INVALID_MESSAGE', '/queue/A', '64 KB', '1000')(connection.refusals[0]);
    assert.equal((await broker.frame('NACK', 2)).headers['id'], 'a1');
    assert.equal(connection.state, 'connected');
  });

  describe('acknowledging', () => {
    it('sends one ACK, literally', async () => {
      const { headers } = await listen('/queue/A', 'client-individual');
      broker.peer.write(frame(headers['id'], '', 'a'));
      const message = await received();
      message.ack();
      message.ack();
      await connection.send({ destination: '/queue/A', body: '' });
      assert.deepEqual(
        broker.frames('ACK').map(({ raw }) => raw),
        ['ACK\nid:a1\nsubscription:1\nmessage-id:m1\n\n'],
      );
    });

    it('sends NACK for a message that nobody can use, and no ACK after it', async () => {
      const { headers } = await listen('/queue/A', 'client-individual');
      broker.peer.write(frame(headers['id'], '', 'a'));
      const message = await received();
      message.nack();
      message.ack();
      await connection.send({ destination: '/queue/A', body: '' });
      assert.deepEqual(
        broker.frames('NACK').map(({ raw }) => raw),
        ['NACK\nid:a1\nsubscription:1\nmessage-id:m1\n\n'],
      );
      assert.deepEqual(broker.frames('ACK'), []);
    });

    it('tells whether the message was delivered before', async () => {
      const { headers } = await listen('/queue/A', 'client-individual');
      broker.peer.write(frame(headers['id'], '', 'a'));
      broker.peer.write(frame(headers['id'], 'redelivered:true\n', 'b'));
      await received(2);
      assert.deepEqual(
        connection.messages.map(({ redelivered }) => redelivered),
        [false, true],
      );
    });

    it('does nothing in auto mode', async () => {
      const { headers } = await listen('/queue/A');
      broker.peer.write(frame(headers['id'], '', 'a'));
      (await received()).ack();
      await connection.send({ destination: '/queue/A', body: '' });
      assert.deepEqual(broker.frames('ACK'), []);
    });

    it('does nothing when the session that brought the message is over', async () => {
      const { headers } = await listen('/queue/A', 'client-individual');
      broker.peer.write(frame(headers['id'], '', 'a'));
      const message = await received();
      broker.peer.drop();
      await connection.reached('connected', 2);
      message.ack();
      await connection.send({ destination: '/queue/A', body: '' });
      assert.deepEqual(broker.frames('ACK'), []);
    });

    it('does nothing when the subscription has ended', async () => {
      const stop = connection.listen('/queue/A', 'client-individual');
      await connection.connect();
      broker.peer.write(frame('1', '', 'a'));
      const message = await received();
      stop();
      message.ack();
      await broker.frame('UNSUBSCRIBE');
      await connection.send({ destination: '/queue/A', body: '' });
      assert.deepEqual(broker.frames('ACK'), []);
    });
  });

  describe('subscriptions', () => {
    it('are refused one by one', async () => {
      broker.answers['SUBSCRIBE'] = (peer, frame) =>
        frame.headers['destination'] === '/topic/DENIED'
          ? peer.error('not authorized', frame)
          : peer.receipt(frame);
      const stop = connection.listen('/topic/DENIED');
      const { headers } = await listen('/topic/B');
      stompError('STOMP_REFUSED', '/topic/DENIED', 'not authorized')(connection.refusals[0]);
      assert.equal(connection.state, 'connected');
      broker.peer.write(frame('2', '', 'a'));
      await received();
      stop();
      await connection.send({ destination: '/queue/A', body: '' });
      assert.deepEqual(broker.frames('UNSUBSCRIBE'), []);
      assert.equal(headers['destination'], '/topic/DENIED');
    });

    it('are applied at once while connected', async () => {
      await connection.connect();
      connection.listen('/topic/A');
      await broker.frame('SUBSCRIBE');
    });

    it('end with UNSUBSCRIBE, and late messages are dropped', async () => {
      const stop = connection.listen('/topic/A');
      await connection.connect();
      stop();
      stop();
      assert.equal((await broker.frame('UNSUBSCRIBE')).raw, 'UNSUBSCRIBE\nid:1\nreceipt:2\n\n');
      broker.peer.write(frame('1', '', 'late'));
      await connection.send({ destination: '/queue/A', body: '' });
      assert.deepEqual(connection.messages, []);
      assert.equal(broker.frames('UNSUBSCRIBE').length, 1);
    });

    it('need a good destination and good headers', () => {
      assert.throws(() => connection.listen('A'), stompError('STOMP_INVALID_MESSAGE', '"A"', '/queue/'));
      const subscription = { destination: '/topic/A', headers: { id: '1' }, onMessage: () => undefined };
      assert.throws(() => connection.subscribe(subscription), stompError('STOMP_INVALID_MESSAGE', '"id"'));
    });
  });

  it('loses the session, not the process, when the broker sends nonsense', async () => {
    await connection.connect();
    const endless = `MESSAGE\n${'x'.repeat(1024 * 1024)}`;
    for (const nonsense of [endless, 'NONSENSE\n\n\0', 'ERROR\nmessage:going down\n\n\0']) {
      const lost = connection.changes.filter(({ state }) => state === 'reconnecting').length;
      const { peer } = broker;
      peer.write(nonsense);
      await until(() => peer.ended, 'the end of the socket');
      const { reason } = await connection.reached('reconnecting', lost + 1);
      stompError('STOMP_CONNECTION_LOST', broker.name)(reason);
      await connection.reached('connected', lost + 2);
    }
    stompError('STOMP_CONNECTION_LOST', '"going down"')((await connection.reached('reconnecting', 3)).reason);
  });
});

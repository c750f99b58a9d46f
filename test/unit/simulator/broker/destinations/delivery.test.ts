import assert from 'node:assert/strict';
import { Fixture } from '../fixture';

describe('broker: sending and receiving', () => {
  const fixture = new Fixture();
  beforeEach(() => fixture.start());
  afterEach(() => fixture.stop());

  it('delivers a text as it was sent, without content-length', async () => {
    const consumer = await fixture.connect();
    consumer.frame('SUBSCRIBE', { id: 's1', destination: '/queue/Connector1', receipt: 'r1' });
    await consumer.expect('RECEIPT');
    const producer = await fixture.connect();
    producer.frame(
      'SEND',
      {
        destination: '/queue/Connector1',
        type: 'MakeCall#1081',
        persistent: 'true',
        'my-h': 'a\\cb',
        receipt: 'r2',
      },
      '2002 é日本',
    );
    assert.deepEqual((await producer.next()).headers, { 'receipt-id': 'r2' });
    const { command, headers, body } = await consumer.next();
    const { 'message-id': id, ack, timestamp, ...rest } = headers;
    assert.equal(command, 'MESSAGE');
    assert.match(id ?? '', /^ID\\c/);
    assert.match(timestamp ?? '', /^\d{13}$/);
    assert.ok(ack);
    assert.deepEqual(rest, {
      destination: '/queue/Connector1',
      type: 'MakeCall#1081',
      persistent: 'true',
      expires: '0',
      priority: '4',
      'my-h': 'a\\cb',
      subscription: 's1',
    });
    assert.equal(body, '2002 é日本');
  });

  it('delivers bytes with their content-length', async () => {
    const client = await fixture.connect();
    client.frame('SUBSCRIBE', { id: 's1', destination: '/queue/a' });
    client.frame('SEND', { destination: '/queue/a', 'content-length': '5' }, 'é\nx\n');
    assert.match(await client.nextText(), /^MESSAGE\n(?:.*\n)*content-length:5\n\né\nx\n$/);
  });

  it('delivers bytes with NULs in them', async () => {
    const client = await fixture.connect();
    client.frame('SUBSCRIBE', { id: 's1', destination: '/queue/a' });
    client.frame('SEND', { destination: '/queue/a', 'content-length': '3' }, 'a\0b');
    assert.equal((await client.next()).body, 'a\0b');
  });

  it('delivers an empty text', async () => {
    const client = await fixture.connect();
    client.frame('SUBSCRIBE', { id: 's1', destination: '/queue/a' });
    client.frame('SEND', { destination: '/queue/a' });
    const { headers, body } = await client.next();
    assert.deepEqual([headers['content-length'], body], [undefined, '']);
  });

  it("does not let the sender write the broker's headers", async () => {
    const client = await fixture.connect();
    client.frame('SUBSCRIBE', { id: 's1', destination: '/queue/a' });
    client.frame('SEND', {
      destination: '/queue/a',
      'message-id': 'mine',
      subscription: 'mine',
      ack: 'mine',
      redelivered: 'true',
    });
    const { headers } = await client.next();
    assert.notEqual(headers['message-id'], 'mine');
    assert.notEqual(headers['ack'], 'mine');
    assert.equal(headers['subscription'], 's1');
    assert.equal(headers['redelivered'], undefined);
  });

  it('translates headers between clients of different versions', async () => {
    const modern = await fixture.connect('1.2');
    const old = await fixture.connect('1.0');
    old.frame('SUBSCRIBE', { destination: '/topic/t', receipt: 'r' });
    await old.expect('RECEIPT');
    modern.frame('SEND', { destination: '/topic/t', type: 'a\\cb\\nc' });
    const { headers } = await old.next();
    assert.equal(headers['type'], 'a:b c');
    assert.equal(headers['subscription'], undefined);
  });

  it('keeps messages of a queue until a consumer comes, and gives each to one only', async () => {
    const producer = await fixture.connect();
    for (const body of ['1', '2', '3']) {
      producer.frame('SEND', { destination: '/queue/a' }, body);
    }
    await producer.settled();
    const consumer = await fixture.connect();
    consumer.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
    assert.deepEqual(
      (await consumer.expect('MESSAGE', 3)).map(({ body }) => body),
      ['1', '2', '3'],
    );
    const late = await fixture.connect();
    late.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
    await late.settled();
  });

  it('confirms a subscription before its first message', async () => {
    const client = await fixture.connect();
    client.frame('SEND', { destination: '/queue/a' }, 'waiting');
    client.frame('SUBSCRIBE', { id: 's', destination: '/queue/a', receipt: 'r' });
    assert.deepEqual([(await client.next()).command, (await client.next()).command], ['RECEIPT', 'MESSAGE']);
  });

  it('shares a queue between its consumers in turn', async () => {
    const consumers = [await fixture.connect(), await fixture.connect()];
    for (const consumer of consumers) {
      consumer.frame('SUBSCRIBE', { id: 's', destination: '/queue/a', receipt: 'r' });
      await consumer.expect('RECEIPT');
    }
    const producer = await fixture.connect();
    for (const body of ['1', '2', '3', '4']) {
      producer.frame('SEND', { destination: '/queue/a' }, body);
    }
    const shares = [];
    for (const consumer of consumers) {
      shares.push((await consumer.expect('MESSAGE', 2)).map(({ body }) => body));
    }
    assert.deepEqual(shares, [
      ['1', '3'],
      ['2', '4'],
    ]);
  });

  it('copies a message of a topic to every subscriber, and to none that comes later', async () => {
    const clients = [await fixture.connect(), await fixture.connect()];
    const [first] = clients;
    for (const client of clients) {
      client.frame('SUBSCRIBE', { id: 's', destination: '/topic/t', receipt: 'r' });
      await client.expect('RECEIPT');
    }
    first?.frame('SEND', { destination: '/topic/t' }, 'news');
    for (const client of clients) {
      assert.equal((await client.next()).body, 'news');
    }
    const late = await fixture.connect();
    late.frame('SUBSCRIBE', { id: 's', destination: '/topic/t' });
    await late.settled();
  });

  it('keeps a queue and a topic of one name apart', async () => {
    const client = await fixture.connect();
    client.frame('SUBSCRIBE', { id: 's', destination: '/topic/a' });
    client.frame('SEND', { destination: '/queue/a' });
    await client.settled();
  });

  for (const destination of ['/queue/a', '/topic/a']) {
    it(`selects by JMSType on ${destination}`, async () => {
      const client = await fixture.connect();
      client.frame('SUBSCRIBE', { id: 's', destination, selector: "JMSType LIKE 'Login%'" });
      for (const type of ['Other#1', 'Login#1']) {
        client.frame('SEND', { destination, type });
      }
      client.frame('SEND', { destination });
      assert.equal((await client.next()).headers['type'], 'Login#1');
      await client.settled();
    });

    it(`sends nothing more of ${destination} after UNSUBSCRIBE`, async () => {
      const client = await fixture.connect();
      client.frame('SUBSCRIBE', { id: 's', destination });
      client.frame('UNSUBSCRIBE', { id: 's', receipt: 'r' });
      await client.expect('RECEIPT');
      client.frame('SEND', { destination });
      await client.settled();
    });
  }

  it('lets STOMP 1.0 unsubscribe by destination', async () => {
    const client = await fixture.connect('1.0');
    client.frame('SUBSCRIBE', { destination: '/topic/a' });
    client.frame('UNSUBSCRIBE', { destination: '/topic/a' });
    client.frame('SEND', { destination: '/topic/a' });
    await client.settled();
  });

  it('confirms DISCONNECT and closes', async () => {
    const client = await fixture.connect();
    client.frame('DISCONNECT', { receipt: 'bye' });
    assert.deepEqual((await client.next()).headers, { 'receipt-id': 'bye' });
    await client.closed();
  });

  it('does what came before DISCONNECT, and nothing behind it', async () => {
    const client = await fixture.connect();
    client.frame('SEND', { destination: '/queue/a' }, 'before');
    client.frame('DISCONNECT');
    client.frame('SEND', { destination: '/queue/a' }, 'behind');
    await client.closed();
    const consumer = await fixture.connect();
    consumer.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
    assert.equal((await consumer.next()).body, 'before');
    await consumer.settled();
  });

  it('drops a message that has expired, and confirms it', async () => {
    const client = await fixture.connect();
    for (const destination of ['/queue/a', '/topic/a']) {
      client.frame('SUBSCRIBE', { id: destination, destination });
      client.frame('SEND', { destination, expires: `${Date.now() - 1}`, receipt: 'r' });
      await client.expect('RECEIPT');
      client.frame('SEND', { destination, expires: `${Date.now() + 60_000}` }, 'fresh');
      assert.equal((await client.next()).body, 'fresh');
    }
    await client.settled();
  });

  it('sends to a client that does not read only as much as it takes, and the rest later', async () => {
    const consumer = await fixture.connect();
    consumer.frame('SUBSCRIBE', { id: 's', destination: '/queue/a', receipt: 'r' });
    await consumer.expect('RECEIPT');
    consumer.pause();
    const producer = await fixture.connect();
    const body = 'x'.repeat(1_000_000);
    for (let index = 0; index < 12; index++) {
      producer.frame('SEND', { destination: '/queue/a', index: `${index}` }, body);
    }
    await producer.settled();
    consumer.resume();
    assert.deepEqual(
      (await consumer.expect('MESSAGE', 12)).map(({ headers }) => Number(headers['index'])),
      Array.from({ length: 12 }, (_, index) => index),
    );
  });
});

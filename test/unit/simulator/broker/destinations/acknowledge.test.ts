import assert from 'node:assert/strict';
import { Fixture } from '../fixture';
import type { RawClient, RawFrame } from '../raw-client';

describe('broker: acknowledging', () => {
  const fixture = new Fixture();
  beforeEach(() => fixture.start());
  afterEach(() => fixture.stop());

  async function send(...bodies: string[]): Promise<void> {
    const producer = await fixture.connect();
    for (const body of bodies) {
      producer.frame('SEND', { destination: '/queue/a' }, body);
    }
    await producer.settled();
  }

  function subscribe(client: RawClient, ack: string, headers: Record<string, string> = {}): void {
    client.frame('SUBSCRIBE', { id: 's', destination: '/queue/a', ack, ...headers });
  }

  /** What a new consumer of the queue gets, redelivered ones with an asterisk. */
  async function left(count: number): Promise<string[]> {
    const consumer = await fixture.connect();
    subscribe(consumer, 'auto');
    const frames = await consumer.expect('MESSAGE', count);
    await consumer.settled();
    return frames.map(({ body, headers }) => body + (headers['redelivered'] === 'true' ? '*' : ''));
  }

  /** The headers with which a client of this version acknowledges the message. */
  function nameOf({ headers }: RawFrame, version: string): Record<string, string> {
    if (version === '1.2') {
      return { id: headers['ack'] ?? '' };
    }
    return { 'message-id': headers['message-id'] ?? '', subscription: 's' };
  }

  async function acknowledgeSecondOfThree(mode: string, version: string): Promise<void> {
    await send('1', '2', '3');
    const client = await fixture.connect(version);
    subscribe(client, mode);
    const [, second] = await client.expect('MESSAGE', 3);
    assert.ok(second);
    client.frame('ACK', { ...nameOf(second, version), receipt: 'r' });
    await client.expect('RECEIPT');
    client.destroy();
  }

  for (const version of ['1.0', '1.1', '1.2']) {
    it(`client-individual settles the one message (STOMP ${version})`, async () => {
      await acknowledgeSecondOfThree('client-individual', version);
      assert.deepEqual(await left(2), ['1*', '3*']);
    });

    it(`client settles all up to the message (STOMP ${version})`, async () => {
      await acknowledgeSecondOfThree('client', version);
      assert.deepEqual(await left(1), ['3*']);
    });
  }

  it('auto settles with the delivery', async () => {
    await send('1', '2');
    const client = await fixture.connect();
    subscribe(client, 'auto');
    await client.expect('MESSAGE', 2);
    client.destroy();
    assert.deepEqual(await left(0), []);
  });

  const departures: [string, (client: RawClient) => Promise<void>][] = [
    ['UNSUBSCRIBE', async (client) => (client.frame('UNSUBSCRIBE', { id: 's' }), client.settled())],
    ['DISCONNECT', async (client) => (client.frame('DISCONNECT'), client.closed())],
    ['a cut connection', async (client) => (client.destroy(), client.closed())],
    ['dropConnections', async (client) => (fixture.broker.dropConnections(), client.closed())],
  ];
  for (const [name, leave] of departures) {
    it(`gives unacknowledged messages out again after ${name}`, async () => {
      await send('1', '2');
      const client = await fixture.connect();
      subscribe(client, 'client-individual');
      await client.expect('MESSAGE', 2);
      await leave(client);
      assert.deepEqual(await left(2), ['1*', '2*']);
    });
  }

  it('gives them to the other consumers at once', async () => {
    const clients = [await fixture.connect(), await fixture.connect()] as const;
    for (const client of clients) {
      subscribe(client, 'client-individual', { receipt: 'r' });
      await client.expect('RECEIPT');
    }
    const [leaving, staying] = clients;
    await send('1', '2');
    await leaving.expect('MESSAGE');
    await staying.expect('MESSAGE');
    leaving.destroy();
    const { body, headers } = await staying.next();
    assert.deepEqual([body, headers['redelivered']], ['1', 'true']);
  });

  it('keeps the message-id over a redelivery', async () => {
    await send('1');
    const ids = [];
    for (let time = 0; time < 3; time++) {
      const client = await fixture.connect();
      subscribe(client, 'client-individual');
      ids.push((await client.next()).headers['message-id']);
      client.frame('DISCONNECT');
      await client.closed();
    }
    assert.equal(new Set(ids).size, 1);
  });

  it('delivers no more than the prefetch before an ACK', async () => {
    await send('1', '2', '3', '4');
    const client = await fixture.connect();
    subscribe(client, 'client-individual', { 'activemq.prefetchSize': '2' });
    const [first] = await client.expect('MESSAGE', 2);
    assert.ok(first);
    await client.settled();
    client.frame('ACK', nameOf(first, '1.2'));
    assert.equal((await client.next()).body, '3');
    await client.settled();
  });

  it('limits topics by the prefetch, too', async () => {
    const client = await fixture.connect();
    client.frame('SUBSCRIBE', {
      id: 's',
      destination: '/topic/t',
      ack: 'client',
      'activemq.prefetchSize': '1',
    });
    for (const body of ['1', '2']) {
      client.frame('SEND', { destination: '/topic/t' }, body);
    }
    const first = await client.next();
    await client.settled();
    client.frame('ACK', nameOf(first, '1.2'));
    assert.equal((await client.next()).body, '2');
  });

  it('puts a persistent message after NACK into the dead letter queue', async () => {
    const client = await fixture.connect();
    client.frame('SEND', { destination: '/queue/a', persistent: 'true' }, '1');
    subscribe(client, 'client-individual');
    const message = await client.next();
    client.frame('NACK', nameOf(message, '1.2'));
    client.frame('SUBSCRIBE', { id: 'd', destination: '/queue/ActiveMQ.DLQ' });
    const { body, headers } = await client.next();
    assert.equal(body, '1');
    assert.equal(headers['destination'], '/queue/ActiveMQ.DLQ');
    assert.equal(headers['message-id'], message.headers['message-id']);
  });

  it('forgets any other message after NACK', async () => {
    await send('1');
    const client = await fixture.connect();
    subscribe(client, 'client-individual');
    client.frame('NACK', { ...nameOf(await client.next(), '1.2'), receipt: 'r' });
    await client.expect('RECEIPT');
    client.frame('SUBSCRIBE', { id: 'd', destination: '/queue/ActiveMQ.DLQ' });
    await client.settled();
    client.destroy();
    assert.deepEqual(await left(0), []);
  });

  const unexpected: [string, string, (message: RawFrame) => Record<string, string>][] = [
    ['of a message of mode auto', 'auto', ({ headers }) => ({ id: headers['ack'] ?? '' })],
    ['of nothing known', 'client-individual', () => ({ id: 'nothing' })],
    [
      'by message-id in STOMP 1.2',
      'client-individual',
      ({ headers }) => ({ id: headers['message-id'] ?? '' }),
    ],
    ['without a name', 'client-individual', () => ({})],
  ];
  for (const [name, mode, headersOf] of unexpected) {
    it(`refuses an ACK ${name}, and the connection stays`, async () => {
      await send('1');
      const client = await fixture.connect();
      subscribe(client, mode);
      client.frame('ACK', { ...headersOf(await client.next()), receipt: 'r' });
      const error = await client.next();
      assert.deepEqual([error.command, error.headers['receipt-id']], ['ERROR', 'r']);
      await client.settled();
    });
  }

  it('refuses a second ACK of the same message', async () => {
    await send('1');
    const client = await fixture.connect();
    subscribe(client, 'client-individual');
    const message = await client.next();
    client.frame('ACK', nameOf(message, '1.2'));
    client.frame('ACK', nameOf(message, '1.2'));
    assert.match((await client.next()).headers['message'] ?? '', /^Unexpected ACK received for message-id/);
    await client.settled();
  });
});

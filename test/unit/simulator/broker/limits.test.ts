import assert from 'node:assert/strict';
import sinon from 'sinon';
import { limits } from '../../../../lib/simulator/broker/limits';
import { until } from '../../../support/wait';
import { Fixture } from './fixture';
import type { RawClient } from './raw-client';

const almostMB = 'x'.repeat(1024 * 1024 - 2048);

describe('broker: limits', () => {
  const fixture = new Fixture();
  beforeEach(() => fixture.start());
  afterEach(() => fixture.stop());

  /** Sends so many messages, each to the destination of its number, with the number as receipt. */
  function send(client: RawClient, count: number, destination: (index: number) => string, body = ''): void {
    for (let index = 1; index <= count; index++) {
      client.frame('SEND', { destination: destination(index), receipt: `${index}` }, body);
    }
  }

  async function expectRefusal(client: RawClient, receipt: string, message: RegExp): Promise<void> {
    const [error] = await client.expect('ERROR');
    assert.equal(error?.headers['receipt-id'], receipt);
    assert.match(error.headers['message'] ?? '', message);
  }

  async function subscribed(destination: string): Promise<RawClient> {
    const client = await fixture.connect();
    client.frame('SUBSCRIBE', { id: 's', destination, receipt: 'r' });
    await client.expect('RECEIPT');
    return client;
  }

  it('has a full queue refuse messages until a consumer has made room', async () => {
    const client = await fixture.connect();
    send(client, 17, () => '/queue/a', almostMB);
    await client.expect('RECEIPT', 16);
    await expectRefusal(client, '17', /^No memory is left for \/queue\/a/);
    send(client, 1, () => '/queue/b', almostMB);
    await client.expect('RECEIPT');
    client.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
    await client.expect('MESSAGE', 16);
    client.frame('SEND', { destination: '/queue/a' }, almostMB);
    await client.expect('MESSAGE');
  });

  it('limits the number of small messages in a queue, too', async () => {
    const client = await fixture.connect();
    const most = limits.queueBytes / limits.messageOverheadBytes;
    for (let index = 0; index < most; index++) {
      client.frame('SEND', { destination: '/queue/a' });
    }
    assert.match((await client.next()).headers['message'] ?? '', /^No memory is left/);
  });

  it('has all queues refuse messages when the whole broker is full', async () => {
    const client = await fixture.connect();
    send(client, 65, (index) => `/queue/q${index % 8}`, almostMB);
    await client.expect('RECEIPT', 64);
    await expectRefusal(client, '65', /^No memory is left/);
  });

  it('forgets what has expired before it refuses', async () => {
    const clock = sinon.useFakeTimers({ now: Date.now(), toFake: ['Date'] });
    try {
      const client = await fixture.connect();
      const expires = `${Date.now() + 1000}`;
      for (let index = 0; index < 64; index++) {
        client.frame('SEND', { destination: `/queue/q${index % 8}`, expires }, almostMB);
      }
      await client.settled();
      clock.tick(1000);
      send(client, 1, () => '/queue/other', almostMB);
      await client.expect('RECEIPT');
    } finally {
      clock.restore();
    }
  });

  it('serves topics even if queues have filled the whole broker', async () => {
    const subscriber = await subscribed('/topic/t');
    const producer = await fixture.connect();
    send(producer, 64, (index) => `/queue/q${index % 8}`, almostMB);
    await producer.expect('RECEIPT', 64);
    send(producer, 2, () => '/topic/t', almostMB);
    await producer.expect('RECEIPT', 2);
    await subscriber.expect('MESSAGE', 2);
  });

  for (const slowOnes of [1, 6]) {
    it(`cuts off ${slowOnes} of a topic's subscribers that do not read, while others go on`, async () => {
      const quick = await subscribed('/topic/t');
      const producer = await fixture.connect();
      for (let index = 0; index < slowOnes; index++) {
        (await subscribed('/topic/t')).pause();
      }
      for (let index = 0; index < 30; index++) {
        producer.frame('SEND', { destination: '/topic/t' }, almostMB);
        await quick.expect('MESSAGE');
      }
      await until(() => fixture.broker.connections === 2);
      await quick.settled();
    });
  }

  it('cuts off a client that does not read its receipts', async () => {
    const client = await fixture.connect();
    client.pause();
    client.write(`SEND\ndestination:/topic/nobody\nreceipt:${'r'.repeat(10_000)}\n\n\0`.repeat(3000));
    await until(() => fixture.broker.connections === 0);
  });

  it('refuses more subscriptions than a client may have', async () => {
    const client = await fixture.connect();
    for (let id = 1; id <= limits.subscriptions + 1; id++) {
      client.frame('SUBSCRIBE', { id: `${id}`, destination: '/topic/a', receipt: `${id}` });
    }
    await client.expect('RECEIPT', limits.subscriptions);
    await expectRefusal(client, '1001', /^A client may have 1000 subscriptions$/);
    await client.settled();
  });

  it('refuses more destinations than there may be, until one has been emptied', async () => {
    const client = await fixture.connect();
    for (let index = 1; index <= limits.destinations; index++) {
      client.frame('SEND', { destination: `/queue/${index}` });
    }
    send(client, 1, () => '/queue/new');
    await expectRefusal(client, '1', /^This broker has 10000 destinations already$/);
    client.frame('SUBSCRIBE', { id: 's', destination: '/topic/new', receipt: 't' });
    await expectRefusal(client, 't', /^This broker has 10000 destinations already$/);
    client.frame('SUBSCRIBE', { id: 's', destination: '/queue/1' });
    await client.expect('MESSAGE');
    client.frame('UNSUBSCRIBE', { id: 's' });
    send(client, 1, () => '/queue/new');
    await client.expect('RECEIPT');
  });

  it('cuts off one client more than there may be, and takes it when another has gone', async () => {
    const clients = [];
    for (let index = 0; index < limits.connections; index++) {
      clients.push(await fixture.open());
    }
    await (await fixture.open()).closed();
    clients[0]?.destroy();
    await until(() => fixture.broker.connections < limits.connections);
    await fixture.connect();
  });
});

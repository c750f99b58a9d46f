import assert from 'node:assert/strict';
import { Fixture } from '../fixture';
import type { RawClient, RawFrame } from '../raw-client';

const topic = '/topic/VirtualTopic.gc.nodered1';
const queue = '/queue/Consumer.nr.VirtualTopic.gc.nodered1';

describe('broker: virtual topics', () => {
  const fixture = new Fixture();
  let producer: RawClient;
  beforeEach(async () => {
    await fixture.start();
    producer = await fixture.connect();
  });
  afterEach(() => fixture.stop());

  async function publish(from: number, to: number): Promise<void> {
    for (let index = from; index <= to; index++) {
      producer.frame('SEND', { destination: topic }, `${index}`);
    }
    await producer.settled();
  }

  async function consume(destination = queue, headers: Record<string, string> = {}): Promise<RawClient> {
    const client = await fixture.connect();
    client.frame('SUBSCRIBE', { id: 's', destination, ack: 'client-individual', receipt: 'r', ...headers });
    await client.expect('RECEIPT');
    return client;
  }

  async function leave(client: RawClient): Promise<void> {
    client.destroy();
    await client.closed();
  }

  async function bodies(client: RawClient, count: number): Promise<string[]> {
    return (await client.expect('MESSAGE', count)).map(bodyOf);
  }

  it('fill a queue from its first subscription on, also while nobody is there', async () => {
    await publish(1, 1);
    const first = await consume();
    await publish(2, 2);
    const [message] = await first.expect('MESSAGE');
    assert.equal(message?.body, '2');
    first.frame('ACK', { id: message.headers['ack'] ?? '' });
    first.frame('DISCONNECT', { receipt: 'r' });
    await first.closed();
    await publish(3, 102);
    assert.deepEqual(await bodies(await consume(), 100), numbers(3, 102));
  });

  it('give out again, first and marked, what was not acknowledged', async () => {
    const first = await consume(queue, { 'activemq.prefetchSize': '2' });
    await publish(1, 4);
    await first.expect('MESSAGE', 2);
    await leave(first);
    const messages = await (await consume()).expect('MESSAGE', 4);
    assert.deepEqual(messages.map(bodyOf), ['1', '2', '3', '4']);
    assert.deepEqual(
      messages.map(({ headers }) => headers['redelivered']),
      ['true', 'true', undefined, undefined],
    );
  });

  it('reach everybody: subscribers of the topic, and each queue for itself', async () => {
    const clients = [
      await consume(),
      await consume(topic),
      await consume('/queue/Consumer.other.VirtualTopic.gc.nodered1'),
    ];
    await publish(1, 2);
    for (const client of clients) {
      assert.deepEqual(await bodies(client, 2), ['1', '2']);
    }
  });

  it('keep a second exclusive consumer waiting until the first has gone', async () => {
    const exclusive = { 'activemq.exclusive': 'true', ack: 'auto' };
    const active = await consume(queue, exclusive);
    const standby = await consume(queue, exclusive);
    await publish(1, 100);
    assert.deepEqual(await bodies(active, 100), numbers(1, 100));
    await standby.settled();
    await leave(active);
    await publish(101, 200);
    assert.deepEqual(await bodies(standby, 100), numbers(101, 200));
    await leave(standby);
    await publish(201, 300);
    assert.deepEqual(await bodies(await consume(queue, exclusive), 100), numbers(201, 300));
  });

  it('hand what an exclusive consumer had not acknowledged to the next, before the rest', async () => {
    const exclusive = { 'activemq.exclusive': 'true' };
    const active = await consume(queue, { ...exclusive, 'activemq.prefetchSize': '2' });
    const standby = await consume(queue, exclusive);
    await publish(1, 3);
    await active.expect('MESSAGE', 2);
    await leave(active);
    assert.deepEqual(await bodies(standby, 3), ['1', '2', '3']);
  });
});

function bodyOf({ body }: RawFrame): string {
  return body;
}

function numbers(from: number, to: number): string[] {
  return Array.from({ length: 1 + to - from }, (_, index) => `${from + index}`);
}

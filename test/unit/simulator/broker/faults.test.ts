import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { noFaults, type BrokerFaults } from '../../../../lib/simulator/broker';
import { until } from '../../../support/wait';
import { Fixture } from './fixture';
import { RawClient } from './raw-client';

describe('broker: faults', () => {
  const fixture = new Fixture();
  beforeEach(() => fixture.start({ spared: { user: 'gc', password: 'spare me' } }));
  afterEach(() => fixture.stop());

  function set(change: Partial<BrokerFaults>): Promise<void> {
    return fixture.broker.setFaults(change);
  }

  /** Time enough for the broker to do all it means to do for others. */
  async function beats(count: number): Promise<void> {
    const other = await fixture.connect('1.2', { 'heart-beat': '0,10' });
    for (let index = 0; index < count; index++) {
      await other.beat();
    }
    other.destroy();
  }

  describe('gone', () => {
    it('cuts all clients and frees the port, and comes back to it with its queues', async () => {
      const client = await fixture.connect();
      client.frame('SEND', { destination: '/queue/a' }, 'kept');
      await client.settled();
      const { port } = fixture.broker;
      await set({ gone: true });
      await client.closed();
      await assert.rejects(fixture.open(), /ECONNREFUSED/);
      await set({ gone: false });
      assert.equal(fixture.broker.port, port);
      const consumer = await fixture.connect();
      consumer.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
      assert.equal((await consumer.next()).body, 'kept');
    });

    it('stays gone while another process has the port', async () => {
      await set({ gone: true });
      const other = createServer().listen(fixture.broker.port, '127.0.0.1');
      await once(other, 'listening');
      await assert.rejects(set({ gone: false }), /cannot listen on 127\.0\.0\.1:\d+ \(.*EADDRINUSE/);
      assert.equal(fixture.broker.faults.gone, true);
      other.close();
      await once(other, 'close');
      await set({ gone: false });
      await fixture.connect();
    });

    it('comes and goes as often as one likes, without waiting', async () => {
      const changes = [true, false, true, true, false, false].map((gone) => set({ gone }));
      await Promise.all(changes);
      assert.equal(fixture.broker.faults.gone, false);
      await fixture.connect();
    });
  });

  describe('halfOpen', () => {
    it('neither reads nor writes, keeps the connection, and goes on afterwards', async () => {
      const client = await fixture.connect('1.2', { 'heart-beat': '20,10' });
      await client.beat();
      await set({ halfOpen: true });
      await beats(1);
      const before = client.untaken;
      const consumer = await fixture.connect();
      consumer.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
      client.frame('SEND', { destination: '/queue/a', receipt: 'late' });
      await beats(20);
      assert.deepEqual([client.untaken, consumer.untaken], [before, '']);
      await set({ halfOpen: false });
      await consumer.expect('MESSAGE');
      assert.equal((await client.next()).headers['receipt-id'], 'late');
      await client.beat();
    });

    it('serves those who come later, and does not mind if the others give up', async () => {
      const impatient = await fixture.connect();
      await set({ halfOpen: true });
      const later = await fixture.connect();
      await later.settled();
      impatient.destroy();
      await impatient.closed();
      await set({ halfOpen: false });
      await until(() => fixture.broker.connections === 1);
      await later.settled();
    });

    it('holds what is published for such a client until then', async () => {
      const subscriber = await fixture.connect();
      subscriber.frame('SUBSCRIBE', { id: 's', destination: '/topic/t', receipt: 'r' });
      await subscriber.expect('RECEIPT');
      await set({ halfOpen: true });
      const producer = await fixture.connect();
      for (const body of ['1', '2']) {
        producer.frame('SEND', { destination: '/topic/t' }, body);
      }
      await producer.settled();
      await beats(1);
      assert.equal(subscriber.untaken, '');
      await set({ halfOpen: false });
      const messages = await subscriber.expect('MESSAGE', 2);
      assert.deepEqual(
        messages.map(({ body }) => body),
        ['1', '2'],
      );
    });
  });

  describe('hangingAtConnect', () => {
    it('accepts clients and does not answer their CONNECT until it is over', async () => {
      const before = await fixture.connect();
      await set({ hangingAtConnect: true });
      const client = await fixture.open();
      client.frame('CONNECT', { 'accept-version': '1.2' });
      await before.settled();
      assert.equal(client.untaken, '');
      await set({ hangingAtConnect: false });
      assert.equal((await client.next()).command, 'CONNECTED');
      await fixture.connect();
    });

    it('does not mix with halfOpen', async () => {
      await set({ hangingAtConnect: true });
      const client = await fixture.open();
      client.frame('CONNECT', { 'accept-version': '1.2' });
      await set({ halfOpen: true });
      await set({ hangingAtConnect: false });
      await beats(2);
      assert.equal(client.untaken, '');
      await set({ halfOpen: false });
      assert.equal((await client.next()).command, 'CONNECTED');
    });
  });

  describe('flapping', () => {
    it('cuts everybody who is there or comes', async () => {
      const before = await fixture.connect();
      await set({ flapping: true });
      await before.closed();
      for (let index = 0; index < 3; index++) {
        await (await fixture.open()).closed();
      }
      assert.equal(fixture.broker.connections, 0);
      await set({ flapping: false });
      await fixture.connect();
    });
  });

  describe('loginsRefused', () => {
    it('refuses whoever comes as if the password were wrong', async () => {
      const before = await fixture.connect();
      await set({ loginsRefused: true });
      const client = await fixture.open();
      client.frame('CONNECT', { login: 'me', passcode: 'right' });
      const { command, headers } = await client.next();
      assert.deepEqual([command, headers['message']], ['ERROR', 'User name [me] or password is invalid.']);
      await client.closed();
      await before.settled();
      await set({ loginsRefused: false });
      await fixture.connect('1.2', { login: 'me', passcode: 'right' });
    });
  });

  describe('noReceipts', () => {
    it('does what was asked, and confirms nothing until it is over', async () => {
      const client = await fixture.connect();
      client.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
      await set({ noReceipts: true });
      client.frame('SEND', { destination: '/queue/a', receipt: '1' }, 'sent');
      assert.equal((await client.next()).body, 'sent');
      client.frame('SEND', { destination: 'nowhere', receipt: '2' });
      assert.equal((await client.next()).headers['receipt-id'], '2');
      await set({ noReceipts: false });
      await client.settled();
    });
  });

  describe('delayMs', () => {
    it('sends each frame so much later', async () => {
      const client = await fixture.connect();
      await set({ delayMs: 100 });
      const sentAt = performance.now();
      await client.settled();
      // Timers may be a millisecond early.
      assert.ok(performance.now() - sentAt >= 99);
      await set({ delayMs: 0 });
      await client.settled();
    });

    it('keeps the order, also where it ends', async () => {
      const client = await fixture.connect();
      const receipts = Array.from({ length: 40 }, (_, index) => `${index}`);
      await set({ delayMs: 50 });
      for (const receipt of receipts.slice(0, 20)) {
        client.frame('SEND', { destination: '/topic/t', receipt });
      }
      await (await fixture.connect()).settled();
      await set({ delayMs: 0 });
      for (const receipt of receipts.slice(20)) {
        client.frame('SEND', { destination: '/topic/t', receipt });
      }
      const frames = await client.expect('RECEIPT', 40);
      assert.deepEqual(
        frames.map(({ headers }) => headers['receipt-id']),
        receipts,
      );
    });

    it('lets more through than may be on its way at one time', async () => {
      const client = await fixture.connect();
      client.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
      await set({ delayMs: 20 });
      for (let index = 0; index < 5; index++) {
        client.frame('SEND', { destination: '/queue/a' }, 'x'.repeat(200_000));
      }
      await client.expect('MESSAGE', 5);
    });

    it('says goodbye as late', async () => {
      const client = await fixture.connect();
      await set({ delayMs: 50 });
      client.frame('DISCONNECT', { receipt: 'bye' });
      assert.equal((await client.next()).headers['receipt-id'], 'bye');
      await client.closed();
    });
  });

  it('touch nobody with the login that is spared, as long as the broker is there', async () => {
    const spared = { login: 'gc', passcode: 'spare me', 'heart-beat': '0,10' };
    const client = await fixture.connect('1.2', spared);
    const other = await fixture.connect();
    await set({ halfOpen: true, loginsRefused: true, noReceipts: true, delayMs: 60_000 });
    await client.beat();
    client.frame('SEND', { destination: '/topic/t', receipt: 'r' });
    await client.expect('RECEIPT');
    await fixture.connect('1.2', spared);
    await set({ flapping: true });
    await other.closed();
    client.frame('SEND', { destination: '/topic/t', receipt: 'r' });
    await client.expect('RECEIPT');
    await set({ gone: true });
    await client.closed();
  });

  it('end all at once', async () => {
    await set({ halfOpen: true, hangingAtConnect: true, noReceipts: true, loginsRefused: true, delayMs: 10 });
    await set({ gone: true });
    await set(noFaults);
    assert.deepEqual(fixture.broker.faults, noFaults);
    await (await fixture.connect()).settled();
  });

  it('leave no timer behind a closed broker', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    await set(noFaults); // mocha's own timer has begun when this is done
    const before = timers();
    for (let index = 0; index < 3; index++) {
      const client = await fixture.connect('1.2', { 'heart-beat': '1000,1000' });
      await set({ delayMs: 60_000 });
      client.frame('SEND', { destination: '/topic/t', receipt: 'r' });
      await set({ delayMs: 0 });
    }
    await set({ halfOpen: true });
    await fixture.stop();
    assert.equal(timers(), before);
    await fixture.start();
  });

  it('are of no use to a broker that is closed', async () => {
    const { broker } = fixture;
    await fixture.stop();
    await broker.setFaults({ gone: false });
    await assert.rejects(RawClient.open(broker.port), /ECONNREFUSED/);
  });
});

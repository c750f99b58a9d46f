import assert from 'node:assert/strict';
import { Fixture } from './fixture';
import type { RawClient } from './raw-client';

describe('broker: errors that end the connection', () => {
  const fixture = new Fixture();
  beforeEach(() => fixture.start());
  afterEach(() => fixture.stop());

  async function assertEnds(client: RawClient, message: RegExp, receipt?: string): Promise<void> {
    const error = await client.next();
    assert.equal(error.command, 'ERROR');
    assert.match(error.headers['message'] ?? '', message);
    assert.equal(error.headers['receipt-id'], receipt);
    await client.closed();
  }

  const first: [string, string | Buffer, RegExp][] = [
    ['an HTTP request', 'GET / HTTP/1.1\r\n\r\n', /not a STOMP command/],
    ['random bytes', Buffer.from('fffe00017f80c3280a0a0000ff', 'hex'), /STOMP command|blank line/],
    ['a frame before CONNECT', 'SEND\ndestination:/queue/a\n\n\0', /first frame must be CONNECT, not SEND/],
    ['a bad heart-beat header', 'CONNECT\nheart-beat:soon\n\n\0', /two numbers, not "soon"/],
  ];
  for (const [name, bytes, message] of first) {
    it(`answers ${name} with ERROR and closes, while others go on`, async () => {
      const other = await fixture.connect();
      const client = await fixture.open();
      client.write(bytes);
      await assertEnds(client, message);
      await other.settled();
    });
  }

  const later: [string, string, RegExp, string?][] = [
    ['an unknown command', 'HELLO\nreceipt:r\n\n\0', /^Unknown STOMP action\\c HELLO$/, 'r'],
    ['a second CONNECT', 'CONNECT\n\n\0', /^Already connected$/],
    ['an unknown escape', 'SEND\ndestination:\\t\n\n\0', /no header escape/],
    ['a body over the limit', 'SEND\ndestination:/queue/a\ncontent-length:99999999\n\n', /A body may have/],
  ];
  for (const [name, bytes, message, receipt] of later) {
    it(`answers ${name} of a connected client the same way`, async () => {
      const other = await fixture.connect();
      const client = await fixture.connect();
      client.write(bytes);
      await assertEnds(client, message, receipt);
      await other.settled();
    });
  }

  it('knows no NACK in STOMP 1.0', async () => {
    const client = await fixture.connect('1.0');
    client.frame('NACK', { 'message-id': '1' });
    await assertEnds(client, /^Unknown STOMP action: NACK$/);
  });

  it('gives the messages of such a client to others at once', async () => {
    const client = await fixture.connect();
    client.frame('SEND', { destination: '/queue/a' }, 'important');
    client.frame('SUBSCRIBE', { id: 's', destination: '/queue/a', ack: 'client' });
    await client.next();
    client.write('HELLO\n\n\0');
    await assertEnds(client, /^Unknown/);
    const other = await fixture.connect();
    other.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
    assert.equal((await other.next()).body, 'important');
  });

  it('lives through clients that leave in the middle of a frame', async () => {
    const client = await fixture.connect();
    client.write('SEND\ndestination:/queue/a\ncontent-length:1000\n\nhalf');
    client.destroy();
    await client.closed();
    await (await fixture.connect()).settled();
  });

  it('drops a client that does not read its receipts', async () => {
    const client = await fixture.connect();
    client.pause();
    const frames = `SEND\ndestination:/topic/nobody\nreceipt:${'r'.repeat(10_000)}\n\n\0`.repeat(3000);
    client.write(frames);
    await until(() => fixture.broker.connections === 0);
  });

  it('drops the subscriber of a topic that does not read, while others go on', async () => {
    const [slow, quick, producer] = [
      await fixture.connect(),
      await fixture.connect(),
      await fixture.connect(),
    ];
    for (const client of [slow, quick]) {
      client.frame('SUBSCRIBE', { id: 's', destination: '/topic/t', receipt: 'r' });
      await client.expect('RECEIPT');
    }
    slow.pause();
    const body = 'x'.repeat(1_000_000);
    for (let index = 0; index < 30; index++) {
      producer.frame('SEND', { destination: '/topic/t' }, body);
      await quick.expect('MESSAGE');
    }
    await until(() => fixture.broker.connections === 2);
  });
});

/** Looks again in each turn of the event loop, for five seconds. */
async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('Waited 5000 ms in vain');
    await new Promise(setImmediate);
  }
}

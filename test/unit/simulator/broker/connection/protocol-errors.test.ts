import assert from 'node:assert/strict';
import { Fixture } from '../fixture';
import type { RawClient } from '../raw-client';

const manyHeaders = Array.from({ length: 10_000 }, (_, index) => `h${index}:\n`).join('');

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
    ['a TLS hello', Buffer.from('16030100f8010000f40303' + '5a'.repeat(249), 'hex'), /not a STOMP command/],
    ['NULs', Buffer.alloc(10_000), /STOMP command/],
    ['an endless command', 'A'.repeat(1_000_000), /not a STOMP command/],
    ['an endless header', `CONNECT\na:${'b'.repeat(1_000_000)}`, /A header line may have 10240 bytes/],
    ['endless headers', `CONNECT\n${manyHeaders}`, /A frame may have 200 headers/],
    ['a huge content-length', `CONNECT\ncontent-length:${'9'.repeat(400)}\n\n`, /A body may have/],
    ['an endless body', `CONNECT\n\n${'x'.repeat(3_000_000)}`, /A body may have 1048576 bytes/],
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
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Fixture } from '../fixture';

const connect = 'CONNECT\naccept-version:1.2\nhost:/\n\n\0';

describe('broker: rubbish on the port', () => {
  const fixture = new Fixture();
  beforeEach(() => fixture.start());
  afterEach(() => fixture.stop());

  it('gets frames for an answer, whatever it is, and others go on', async () => {
    const stompish = fc.constantFrom(
      ...[connect, 'SEND\n', 'SUBSCRIBE\n', 'ACK\n', 'DISCONNECT\n', 'destination:/queue/a\n', 'id:1\n'],
      ...['receipt:1\n', 'content-length:3\n', '\n', '\0', '\\', ':', '\r\n'],
    );
    const parts = fc.array(fc.oneof(stompish, fc.uint8Array({ maxLength: 20 })), { maxLength: 30 });
    const bystander = await fixture.connect();
    await fc.assert(
      fc.asyncProperty(fc.boolean(), parts, async (connects, rubbish) => {
        const client = await fixture.open();
        client.write(Buffer.concat([connects ? connect : '', ...rubbish].map((part) => Buffer.from(part))));
        client.end();
        await client.closed();
        assert.match(client.untaken, /^((CONNECTED|RECEIPT|MESSAGE|ERROR)\n[^\0]*\0\n)*$/);
        await bystander.settled();
      }),
    );
  });

  it('is cut off if it does not end', async () => {
    const client = await fixture.open();
    const endless = setInterval(() => client.write('GET / '.repeat(1000)), 5);
    try {
      assert.equal((await client.next()).command, 'ERROR');
      await client.closed();
    } finally {
      clearInterval(endless);
    }
  });
});

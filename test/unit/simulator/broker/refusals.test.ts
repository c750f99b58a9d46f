import assert from 'node:assert/strict';
import { Fixture } from './fixture';

describe('broker: refusals that leave the connection open', () => {
  const fixture = new Fixture();
  beforeEach(() => fixture.start());
  afterEach(() => fixture.stop());

  const refused: [string, string, Record<string, string>, RegExp][] = [
    [
      'a SEND to a name without prefix',
      'SEND',
      { destination: 'Connector1' },
      /^Illegal destination name\\c \[Conn/,
    ],
    ['a SEND to nowhere', 'SEND', {}, /^SEND without destination$/],
    ['a SEND to a temporary queue', 'SEND', { destination: '/temp-queue/a' }, /^Illegal destination name/],
    ['a SEND to an empty name', 'SEND', { destination: '/queue/' }, /^Illegal destination name/],
    ['a wildcard', 'SUBSCRIBE', { id: '1', destination: '/topic/a.>' }, /^Illegal destination name/],
    ['a SUBSCRIBE without id', 'SUBSCRIBE', { destination: '/topic/a' }, /^SUBSCRIBE without id$/],
    [
      'an unknown ack mode',
      'SUBSCRIBE',
      { id: '1', destination: '/topic/a', ack: 'never' },
      /auto, client, client-ind/,
    ],
    [
      'a prefetch of 0',
      'SUBSCRIBE',
      { id: '1', destination: '/topic/a', 'activemq.prefetchSize': '0' },
      /from 1, not 0/,
    ],
    [
      'a bad selector',
      'SUBSCRIBE',
      { id: '1', destination: '/topic/a', selector: 'a <' },
      /^Selector not understood/,
    ],
    ['UNSUBSCRIBE of nothing', 'UNSUBSCRIBE', { id: '1' }, /^No subscription matched/],
    ['BEGIN', 'BEGIN', { transaction: 't' }, /no transactions, so BEGIN was not done$/],
    ['COMMIT', 'COMMIT', { transaction: 't' }, /no transactions/],
    ['ABORT', 'ABORT', { transaction: 't' }, /no transactions/],
    [
      'a SEND in a transaction',
      'SEND',
      { destination: '/queue/a', transaction: 't' },
      /so SEND was not done$/,
    ],
  ];
  for (const [name, command, headers, message] of refused) {
    it(`refuses ${name}`, async () => {
      const client = await fixture.connect();
      client.frame(command, { ...headers, receipt: 'r' });
      const error = await client.next();
      assert.equal(error.command, 'ERROR');
      assert.equal(error.headers['receipt-id'], 'r');
      assert.match(error.headers['message'] ?? '', message);
      await client.settled();
    });
  }

  it('names no receipt if none was asked for', async () => {
    const client = await fixture.connect();
    client.frame('SEND', {});
    assert.equal(
      await client.nextText(),
      'ERROR\ncontent-type:text/plain\nmessage:SEND without destination\n\nSEND without destination\n',
    );
    await client.settled();
  });

  it('refuses a second subscription of the same id, and the first one goes on', async () => {
    const client = await fixture.connect();
    client.frame('SUBSCRIBE', { id: 's', destination: '/topic/a' });
    client.frame('SUBSCRIBE', { id: 's', destination: '/topic/b' });
    assert.match((await client.next()).headers['message'] ?? '', /^Already subscribed\\c id s$/);
    client.frame('SEND', { destination: '/topic/a' });
    await client.expect('MESSAGE');
  });

  it('refuses more subscriptions than a client may have', async () => {
    const client = await fixture.connect();
    for (let id = 0; id <= 1000; id++) client.frame('SUBSCRIBE', { id: `${id}`, destination: '/topic/a' });
    assert.equal((await client.next()).headers['message'], 'A client may have 1000 subscriptions');
  });

  it('refuses messages for a queue that is full, until a consumer has made room', async () => {
    const client = await fixture.connect();
    const body = 'x'.repeat(1024 * 1024 - 2048);
    for (let index = 1; index <= 17; index++)
      client.frame('SEND', { destination: '/queue/a', receipt: `${index}` }, body);
    await client.expect('RECEIPT', 16);
    const error = await client.next();
    assert.equal(error.headers['receipt-id'], '17');
    assert.match(error.headers['message'] ?? '', /^No memory is left for \/queue\/a/);
    client.frame('SEND', { destination: '/queue/b', receipt: 'b' }, body);
    await client.expect('RECEIPT');
    client.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
    await client.expect('MESSAGE', 16);
    client.frame('SEND', { destination: '/queue/a' }, body);
    await client.expect('MESSAGE');
  });

  it('refuses messages for anywhere when the whole broker is full', async () => {
    const client = await fixture.connect();
    const body = 'x'.repeat(1024 * 1024 - 2048);
    for (let index = 0; index < 65; index++) {
      client.frame('SEND', { destination: `/queue/q${index % 8}`, receipt: `${index}` }, body);
    }
    await client.expect('RECEIPT', 64);
    assert.equal((await client.next()).headers['receipt-id'], '64');
  });
});

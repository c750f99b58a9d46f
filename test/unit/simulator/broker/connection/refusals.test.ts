import assert from 'node:assert/strict';
import { Fixture } from '../fixture';

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
    [
      'a time to expire that is none',
      'SEND',
      { destination: '/topic/a', expires: 'soon' },
      /since 1970, or 0, not soon$/,
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
});

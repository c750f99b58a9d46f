import assert from 'node:assert/strict';
import { Fixture } from '../fixture';

describe('broker: heart-beats on the wire', () => {
  const fixture = new Fixture();
  beforeEach(() => fixture.start());
  afterEach(() => fixture.stop());

  it('sends beats to a client that wants them', async () => {
    const client = await fixture.connect('1.2', { 'heart-beat': '0,20' });
    await client.beat();
    await client.beat();
  });

  it('drops a client that promised beats and is silent, and gives its messages to others', async () => {
    const silent = await fixture.connect('1.2', { 'heart-beat': '100,0' });
    silent.frame('SUBSCRIBE', { id: 's', destination: '/queue/a', ack: 'client' });
    silent.frame('SEND', { destination: '/queue/a' }, 'important');
    await silent.expect('MESSAGE');
    const other = await fixture.connect();
    other.frame('SUBSCRIBE', { id: 's', destination: '/queue/a' });
    assert.equal((await silent.next()).headers['message'], 'Nothing was heard from the client for too long');
    await silent.closed();
    const { body, headers } = await other.next();
    assert.deepEqual([body, headers['redelivered']], ['important', 'true']);
  });

  it('keeps a client that beats', async () => {
    const beating = await fixture.connect('1.2', { 'heart-beat': '100,20' });
    const silent = await fixture.connect('1.2', { 'heart-beat': '100,0' });
    const pulse = setInterval(() => beating.write('\n'), 10);
    try {
      await silent.closed();
      await beating.settled();
    } finally {
      clearInterval(pulse);
    }
  });
});

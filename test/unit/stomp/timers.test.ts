import assert from 'node:assert/strict';
import sinon from 'sinon';
import { connected, ScriptedBroker } from './scripted-broker';
import { Cleanup, RecordedConnection, until } from './support';

describe('timers', () => {
  const cleanup = new Cleanup();

  afterEach(async () => {
    sinon.restore();
    await cleanup.run();
  });

  const fakeClock = () =>
    sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });

  it('of messages end when the broker confirms them', async () => {
    const clock = fakeClock();
    const broker = cleanup.add(await ScriptedBroker.start());
    const connection = cleanup.add(new RecordedConnection({ brokers: [broker.address] }));
    await connection.connect();
    const before = clock.countTimers();
    const sent = Array.from({ length: 20 }, () => connection.send({ destination: '/queue/A', body: '' }));
    await until(() => clock.countTimers() > before, 'a message under way');
    await Promise.all(sent);
    assert.equal(clock.countTimers(), before);
  });

  it('of messages, subscriptions, answers and heart-beats end with the session', async () => {
    const clock = fakeClock();
    const broker = cleanup.add(
      await ScriptedBroker.start({
        CONNECT: (peer) => peer.write('CONNECTED\nversion:1.2\nheart-beat:10000,10000\n\n\0'),
        SEND: () => undefined,
        UNSUBSCRIBE: () => undefined,
      }),
    );
    const options = { heartbeatMs: 10_000, backoff: { minMs: 60_000, maxMs: 60_000 } };
    const connection = cleanup.add(new RecordedConnection({ brokers: [broker.address], ...options }));
    const leave = connection.listen('/queue/B', 'client-individual');
    await connection.connect();
    const sent = Array.from({ length: 20 }, () => connection.send({ destination: '/queue/A', body: '' }));
    leave();
    await until(() => broker.frames('UNSUBSCRIBE').length === 1, 'the end of the subscription');
    await until(() => broker.frames('SEND').length === 20, 'the messages');
    assert.equal(clock.countTimers(), 2 + 20 + 1); // heart-beats both ways, the messages, the end of the subscription
    broker.peer.drop();
    await Promise.allSettled(sent);
    await connection.reached('reconnecting');
    assert.equal(clock.countTimers(), 1); // for the next attempt
  });

  /** Connects to the second of two brokers; the first is down. */
  async function connectToSecond() {
    const second = cleanup.add(await ScriptedBroker.start());
    const down = await ScriptedBroker.start();
    const { address } = down;
    await down.close();
    const connection = cleanup.add(
      new RecordedConnection({
        brokers: [address, second.address],
        connectTimeoutMs: 1e8,
        backoff: { minMs: 60_000, maxMs: 60_000 },
      }),
    );
    await connection.connect();
    return { address, second, connection };
  }

  it('for looking at a better broker end when the current one is lost', async () => {
    const clock = fakeClock();
    const { second, connection } = await connectToSecond();
    assert.equal(clock.countTimers(), 1);
    second.peer.drop();
    await until(() => connection.state === 'reconnecting', 'the loss of the session');
    assert.equal(clock.countTimers(), 1); // for the next attempt
  });

  it('for looking at a better broker end when the connection is back there', async () => {
    const clock = fakeClock();
    const { address, second, connection } = await connectToSecond();
    const first = cleanup.add(
      await ScriptedBroker.start({ CONNECT: (peer) => peer.write(connected) }, address),
    );
    await until(() => {
      clock.tick(1000);
      return connection.changes.at(-1)?.broker === first.name;
    }, 'the connection to be back at the first broker');
    await until(() => second.peer.ended, 'the end of the session with the second broker');
    assert.equal(clock.countTimers(), 0);
  });
});

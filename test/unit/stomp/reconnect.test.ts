import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { StompOptions } from '../../../lib/stomp';
import { ScriptedBroker, type Answer } from './scripted-broker';
import { begin, Cleanup, RecordedConnection, stompError, until } from './support';

describe('reconnecting', () => {
  const cleanup = new Cleanup();

  afterEach(async () => {
    sinon.restore();
    await cleanup.run();
  });

  async function start(options: Partial<StompOptions> = {}, answers: Record<string, Answer> = {}) {
    const broker = cleanup.add(await ScriptedBroker.start(answers));
    const connection = cleanup.add(new RecordedConnection({ brokers: [broker.address], ...options }));
    return { broker, connection };
  }

  it('applies the subscriptions again, also those made and ended while away', async () => {
    const { broker, connection } = await start();
    connection.listen('/topic/A');
    const stop = connection.listen('/topic/B');
    await connection.connect();
    broker.peer.drop();
    await connection.reached('reconnecting');
    stop();
    connection.listen('/topic/C');
    await connection.reached('connected', 2);
    const destinations = broker.peer.frames
      .filter(({ command }) => command === 'SUBSCRIBE')
      .map(({ headers }) => `${headers['id']} ${headers['destination']}`);
    assert.deepEqual(destinations, ['1 /topic/A', '3 /topic/C']);
    broker.peer.write('MESSAGE\nsubscription:1\ndestination:/topic/A\n\nagain\0');
    await until(() => connection.messages.length === 1, 'the message');
  });

  it('tries a refused subscription again at the next connect', async () => {
    const { broker, connection } = await start(
      {},
      { SUBSCRIBE: (peer, frame) => peer.error('denied', frame) },
    );
    connection.listen('/topic/A');
    await connection.connect();
    broker.answers = {};
    broker.peer.drop();
    await connection.reached('connected', 2);
    assert.equal(broker.frames('SUBSCRIBE').length, 2);
    assert.equal(connection.refusals.length, 1);
  });

  it('counts a session that is lost during the subscriptions as a failed attempt', async () => {
    const { broker, connection } = await start({}, { SUBSCRIBE: (peer) => peer.drop() });
    connection.listen('/topic/A');
    await assert.rejects(connection.connect(), stompError('STOMP_CONNECTION_LOST'));
    broker.answers = {};
    await connection.reached('connected');
  });

  it('says why, for how long, and that sending fails meanwhile', async () => {
    const { broker, connection } = await start({ backoff: { minMs: 40, maxMs: 40 } });
    await connection.connect();
    sinon.stub(Math, 'random').returns(1);
    broker.peer.socket.end();
    const { reason, ...rest } = await connection.reached('reconnecting');
    assert.deepEqual(rest, { state: 'reconnecting', broker: broker.name, retryInMs: 40 });
    stompError('STOMP_CONNECTION_LOST', broker.name, 'the broker closed it')(reason);
    await assert.rejects(
      connection.send({ destination: '/queue/A', body: '' }),
      stompError('STOMP_NOT_CONNECTED'),
    );
    await connection.reached('connected', 2);
    await connection.send({ destination: '/queue/A', body: '' });
  });

  it('goes on after a first attempt that failed', async () => {
    const { broker, connection } = await start({}, { CONNECT: (peer) => peer.drop() });
    await assert.rejects(connection.connect(), stompError('STOMP_CONNECT_FAILED'));
    broker.answers = {};
    await connection.reached('connected');
  });

  it('comes back when a refused login is accepted', async () => {
    const { broker, connection } = await start(
      { refusedRetryMs: 1 },
      { CONNECT: (peer) => peer.error('invalid') },
    );
    begin(connection);
    await connection.reached('failed', 2);
    broker.answers = {};
    await connection.reached('connected');
  });

  it('starts the back-off anew only after a stable session', async () => {
    sinon.stub(Math, 'random').returns(1);
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const { broker, connection } = await start({ backoff: { minMs: 500, maxMs: 30_000 } });
    await connection.connect();
    const waits: (number | undefined)[] = [];
    for (const lastedMs of [0, 9_000, 9_999, 10_000]) {
      await clock.tickAsync(lastedMs);
      broker.peer.drop();
      const { retryInMs = 0 } = await connection.reached('reconnecting', waits.length + 1);
      waits.push(retryInMs);
      await clock.tickAsync(retryInMs);
      await connection.reached('connected', waits.length + 1);
    }
    assert.deepEqual(waits, [500, 1000, 2000, 500]);
  });

  describe('heart-beats', () => {
    const connectedWith = (heartbeat: string): Record<string, Answer> => ({
      CONNECT: (peer) => peer.write(`CONNECTED\nversion:1.2\nheart-beat:${heartbeat}\n\n\0`),
    });

    it('go out earlier than promised', async () => {
      const { broker, connection } = await start({ heartbeatMs: 30 }, connectedWith('0,30'));
      await connection.connect();
      await until(() => broker.peer.heartbeats >= 3, 'three heart-beats');
    });

    it('that come keep a session alive, and end it when they do not', async () => {
      const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const { broker, connection } = await start({ heartbeatMs: 4000 }, connectedWith('4000,0'));
      await connection.connect();
      for (let beats = 1; beats <= 3; beats++) {
        await clock.tickAsync(8900);
        // The confirmation shows that the heart-beat before it has been read.
        broker.peer.write('\n');
        await connection.send({ destination: '/queue/A', body: '' });
      }
      assert.equal(connection.state, 'connected');
      await clock.tickAsync(9000);
      const { reason } = await connection.reached('reconnecting');
      stompError('STOMP_CONNECTION_LOST', broker.name, 'silent for 9 s')(reason);
    });

    it('are not expected from a broker that promises none', async () => {
      const clock = sinon.useFakeTimers({
        toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
      });
      const { connection } = await start({ heartbeatMs: 20 }, connectedWith('0,0'));
      await connection.connect();
      await clock.tickAsync(60_000);
      assert.equal(connection.state, 'connected');
    });
  });
});

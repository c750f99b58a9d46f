import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { StompOptions } from '../../../lib/stomp';
import { ScriptedBroker, type Answer } from './scripted-broker';
import { begin, Cleanup, RecordedConnection, stompError, until } from './support';

describe('closing', () => {
  const cleanup = new Cleanup();
  const message = { destination: '/queue/A', body: '' };

  afterEach(async () => {
    sinon.restore();
    await cleanup.run();
  });

  async function start(answers: Record<string, Answer> = {}, options: Partial<StompOptions> = {}) {
    const broker = cleanup.add(await ScriptedBroker.start(answers));
    const connection = cleanup.add(new RecordedConnection({ brokers: [broker.address], ...options }));
    return { broker, connection };
  }

  it('disconnects politely, once', async () => {
    const { broker, connection } = await start();
    await connection.connect();
    const closed = connection.close();
    assert.equal(connection.state, 'closing');
    assert.equal(connection.close(), closed);
    await closed;
    assert.equal(connection.state, 'idle');
    assert.equal(broker.frames('DISCONNECT').length, 1);
    assert.deepEqual(
      connection.changes.map(({ state }) => state),
      ['connecting', 'connected', 'closing', 'idle'],
    );
  });

  it('rejects what is unconfirmed and what comes later', async () => {
    const { connection } = await start({ SEND: () => undefined });
    await connection.connect();
    const sent = assert.rejects(connection.send(message), stompError('STOMP_CLOSED', 'was closed'));
    const closed = connection.close();
    await assert.rejects(connection.send(message), stompError('STOMP_CLOSED'));
    await Promise.all([sent, closed]);
    await assert.rejects(connection.connect(), stompError('STOMP_CLOSED'));
  });

  it('waits two seconds for the receipt of DISCONNECT', async () => {
    const { broker, connection } = await start({ DISCONNECT: () => undefined });
    await connection.connect();
    const clock = sinon.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout'],
      shouldClearNativeTimers: true,
    });
    let done = false;
    const closed = connection.close().then(() => (done = true));
    await broker.frame('DISCONNECT');
    await clock.tickAsync(1999);
    assert.equal(done, false);
    await clock.tickAsync(1);
    await closed;
  });

  it('takes a broker that hangs up instead of confirming', async () => {
    const { connection } = await start({ DISCONNECT: (peer) => peer.drop() });
    await connection.connect();
    await connection.close();
    assert.equal(connection.changes.at(-1)?.state, 'idle');
  });

  it('ends the first attempt', async () => {
    const { broker, connection } = await start({ CONNECT: () => undefined });
    const attempt = assert.rejects(connection.connect(), stompError('STOMP_CLOSED'));
    await broker.frame('CONNECT');
    await connection.close();
    await attempt;
    await until(() => broker.peer.ended, 'the end of the socket');
  });

  it('ends the attempt before the socket is connected', async () => {
    const { connection } = await start();
    const attempt = assert.rejects(connection.connect(), stompError('STOMP_CLOSED'));
    await connection.close();
    await attempt;
  });

  it('ends the waiting for the next attempt', async () => {
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { connection } = await start({ CONNECT: (peer) => peer.drop() });
    begin(connection);
    await connection.reached('reconnecting');
    assert.equal(clock.countTimers(), 1);
    await connection.close();
    assert.equal(clock.countTimers(), 0);
  });

  for (const state of ['connecting', 'reconnecting', 'connected'] as const) {
    it(`can be called from a listener when the connection is ${state}`, async () => {
      const answers: Record<string, Answer> =
        state === 'reconnecting' ? { CONNECT: (peer) => peer.drop() } : {};
      const { broker, connection } = await start(answers);
      connection.on('state', (change) => change.state === state && void connection.close());
      begin(connection);
      await connection.reached('idle');
      broker.answers = {};
      await cleanup.add(new RecordedConnection({ brokers: [broker.address] })).connect();
      assert.equal(broker.peers.length, state === 'connecting' ? 1 : 2);
      assert.equal(connection.state, 'idle');
    });
  }

  it('is possible without ever having connected', async () => {
    const { broker, connection } = await start();
    await connection.close();
    assert.equal(connection.state, 'idle');
    assert.equal(broker.peers.length, 0);
  });

  it('delivers nothing afterwards', async () => {
    const { connection } = await start({
      DISCONNECT: (peer, frame) => {
        peer.write('MESSAGE\nsubscription:1\ndestination:/topic/A\n\nlate\0');
        peer.receipt(frame);
      },
    });
    connection.listen('/topic/A');
    await connection.connect();
    await connection.close();
    assert.deepEqual(connection.messages, []);
  });

  const situations: Record<string, Record<string, Answer>> = {
    connected: {},
    'with unconfirmed messages': { SEND: () => undefined },
    'with a hung login': { CONNECT: () => undefined },
    'with a refused login': { CONNECT: (peer) => peer.error('invalid') },
    'between two attempts': { CONNECT: (peer) => peer.drop() },
    'to a broker with heart-beats': {
      CONNECT: (peer) => peer.write('CONNECTED\nversion:1.2\nheart-beat:10000,10000\n\n\0'),
    },
  };
  for (const [situation, answers] of Object.entries(situations)) {
    it(`leaves nothing behind ${situation}`, async () => {
      const resources = () => process.getActiveResourcesInfo().sort().join();
      // Mocha starts its own timer only now.
      await new Promise(setImmediate);
      const before = resources();
      const broker = await ScriptedBroker.start(answers);
      const options = { heartbeatMs: 10_000, backoff: { minMs: 60_000, maxMs: 60_000 } };
      const connection = new RecordedConnection({ brokers: [broker.address], ...options });
      connection.listen('/topic/A');
      begin(connection);
      await until(() => broker.peers.length > 0, 'the connection');
      if ('CONNECT' in answers) {
        await broker.frame('CONNECT');
      } else {
        await connection.reached('connected');
      }
      connection.send(message).catch(() => undefined);
      await connection.close();
      await broker.close();
      await until(() => resources() === before, 'the end of all sockets and timers');
    });
  }
});

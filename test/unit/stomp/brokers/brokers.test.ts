import assert from 'node:assert/strict';
import sinon from 'sinon';
import type { StompOptions } from '../../../../lib/stomp';
import { connected, ScriptedBroker, type Answer } from '../scripted-broker';
import { begin, Cleanup, RecordedConnection, stompError, until } from '../support';

describe('several brokers', () => {
  const cleanup = new Cleanup();

  afterEach(async () => {
    await cleanup.run();
    sinon.restore();
  });

  async function start(answers: Record<string, Answer> = {}): Promise<ScriptedBroker> {
    return cleanup.add(await ScriptedBroker.start(answers));
  }

  function connectionTo(brokers: ScriptedBroker[], options: Partial<StompOptions> = {}): RecordedConnection {
    return cleanup.add(
      new RecordedConnection({ failBackMs: 0, ...options, brokers: brokers.map(({ address }) => address) }),
    );
  }

  const drop: Record<string, Answer> = { CONNECT: (peer) => peer.drop() };
  const silent: Record<string, Answer> = { CONNECT: () => undefined };
  const refuse: Record<string, Answer> = { CONNECT: (peer) => peer.error('password is invalid') };

  const told = ({ changes }: RecordedConnection) => changes.map(({ state, broker }) => `${state} ${broker}`);

  it('are all tried at once before the first attempt counts as failed', async () => {
    const [one, two] = [await start(drop), await start(drop)];
    const patient = connectionTo([one, two], { backoff: { minMs: 60_000, maxMs: 60_000 } });
    await assert.rejects(patient.connect(), stompError('STOMP_CONNECT_FAILED', two.name));
    const waits = patient.changes.map(({ retryInMs }) => retryInMs);
    assert.deepEqual(told(patient), [
      `connecting ${one.name}`,
      `reconnecting ${one.name}`,
      `reconnecting ${two.name}`,
    ]);
    assert.equal(waits[1], 0);
    assert.ok(waits[2] && waits[2] > 0);
  });

  it('are connected when one of them answers', async () => {
    const [dropping, good] = [await start(drop), await start()];
    const lucky = connectionTo([dropping, good]);
    await lucky.connect();
    assert.deepEqual(lucky.changes.at(-1), { state: 'connected', broker: good.name });
  });

  it('are tried in the order of the list, but the lost one comes last', async () => {
    const [one, two, three] = [await start(drop), await start(), await start()];
    const roaming = connectionTo([one, two, three]);
    await roaming.connect();
    one.answers = {};
    two.peer.drop();
    await roaming.reached('connected', 2);
    one.peer.drop();
    await roaming.reached('connected', 3);
    two.peer.drop();
    one.answers = drop;
    await roaming.reached('connected', 4);
    const connects = roaming.changes.filter(({ state }) => state === 'connected');
    assert.deepEqual(
      connects.map(({ broker }) => broker),
      [two.name, one.name, two.name, three.name],
    );
    assert.equal(roaming.counters.connects, 4);
    assert.equal(roaming.counters.reconnects, 3);
  });

  it('do not starve when the first one accepts the login and then drops', async () => {
    const [flapping, good] = [await start(), await start()];
    flapping.answers = { CONNECT: (peer) => (peer.write(connected), peer.socket.end()) };
    const connection = connectionTo([flapping, good]);
    begin(connection);
    await until(() => connection.changes.at(-1)?.broker === good.name, 'the second broker');
    await connection.send({ destination: '/queue/A', body: '' });
  });

  it('go on with the next one when a session is lost during the subscriptions', async () => {
    const [one, two] = [await start({ SUBSCRIBE: (peer) => peer.drop() }), await start()];
    const connection = connectionTo([one, two]);
    connection.listen('/topic/A');
    await connection.connect();
    assert.equal(connection.changes.at(-1)?.broker, two.name);
    assert.equal(two.frames('SUBSCRIBE').length, 1);
  });

  describe('of which one keeps silent', () => {
    it('get the next one tried after a second; the silent one is given up when that answers', async () => {
      const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const [mute, good] = [await start(silent), await start()];
      const connection = connectionTo([mute, good]);
      const first = connection.connect();
      await mute.frame('CONNECT');
      await clock.tickAsync(999);
      assert.equal(good.peers.length, 0);
      await clock.tickAsync(1);
      await first;
      assert.deepEqual(told(connection), [`connecting ${mute.name}`, `connected ${good.name}`]);
      await until(() => mute.peer.ended, 'the end of the silent attempt');
      assert.equal(clock.countTimers(), 0);
    });

    it('take it after all when it answers first', async () => {
      const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const [slow, mute] = [await start(silent), await start(silent)];
      const connection = connectionTo([slow, mute]);
      const first = connection.connect();
      await slow.frame('CONNECT');
      await clock.tickAsync(1000);
      await mute.frame('CONNECT');
      slow.peer.write(connected);
      await first;
      assert.equal(connection.changes.at(-1)?.broker, slow.name);
      await until(() => mute.peer.ended, 'the end of the other attempt');
    });

    it('try the others again meanwhile, and not the silent one', async () => {
      sinon.stub(Math, 'random').returns(1);
      const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const [mute, dropping] = [await start(silent), await start(drop)];
      const connection = connectionTo([mute, dropping], { backoff: { minMs: 100, maxMs: 100 } });
      let isRejected = false;
      connection.connect().catch(() => (isRejected = true));
      await mute.frame('CONNECT');
      await clock.tickAsync(1000);
      for (let failures = 1; failures <= 5; failures++) {
        await connection.reached('reconnecting', failures);
        if (failures === 5) {
          dropping.answers = {};
        }
        await clock.tickAsync(100);
      }
      await connection.reached('connected');
      assert.equal(mute.peers.length, 1);
      assert.equal(isRejected, false);
    });

    it('wait for it when all keep silent', async () => {
      const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const [one, two] = [await start(silent), await start(silent)];
      const connection = connectionTo([one, two], { connectTimeoutMs: 5000 });
      const first = assert.rejects(connection.connect(), stompError('STOMP_CONNECT_TIMEOUT'));
      await one.frame('CONNECT');
      await clock.tickAsync(1000);
      await two.frame('CONNECT');
      await clock.tickAsync(3900);
      assert.deepEqual([one.peers.length, two.peers.length], [1, 1]);
      await clock.tickAsync(100);
      await connection.reached('reconnecting', 1);
      await clock.tickAsync(1000);
      await first;
    });
  });

  describe('of which one refuses the login', () => {
    it('are failed until one lets us in', async () => {
      const [refusing, dropping] = [await start(refuse), await start(drop)];
      const connection = connectionTo([refusing, dropping]);
      await assert.rejects(connection.connect(), stompError('STOMP_LOGIN_REFUSED', refusing.name));
      await connection.reached('failed', 4);
      assert.deepEqual(
        connection.changes.slice(1, 5).map(({ state, broker, reason }) => [state, broker, reason?.code]),
        Array(4).fill(['failed', refusing.name, 'STOMP_LOGIN_REFUSED']),
      );
      dropping.answers = {};
      await connection.reached('connected');
      assert.equal(refusing.peers.length, 1);
      assert.ok(dropping.peers.length >= 4);
    });

    it('try it again slowly', async () => {
      const [refusing, dropping] = [await start(refuse), await start(drop)];
      const connection = connectionTo([refusing, dropping], { refusedRetryMs: 30 });
      begin(connection);
      await until(() => refusing.peers.length === 2, 'the second attempt');
      refusing.answers = {};
      await connection.reached('connected');
      assert.equal(connection.changes.at(-1)?.broker, refusing.name);
    });

    it('wait for as long when all refuse', async () => {
      const [one, two] = [await start(refuse), await start(refuse)];
      const connection = connectionTo([one, two]);
      await assert.rejects(connection.connect(), stompError('STOMP_LOGIN_REFUSED', one.name));
      const { retryInMs = 0 } = connection.changes.at(-1) ?? {};
      assert.ok(retryInMs >= 48_000 && retryInMs <= 72_000);
    });
  });
});

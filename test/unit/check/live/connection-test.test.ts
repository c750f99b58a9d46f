import assert from 'node:assert/strict';
import { tryBroker, tryGc, tryLogin } from '../../../../lib/check/live';
import { GcClient } from '../../../../lib/client';
import { ScriptedGc } from '../../../support/scripted-gc';
import { until } from '../../../support/wait';
import { ScriptedBroker } from '../../stomp/scripted-broker';

const login = { agentId: '1081', password: 'secret', extension: '2001' };

describe('the test of a connection ends', () => {
  /** Its time is over when the test says so. */
  let limit: AbortController;
  let broker: ScriptedBroker | undefined;
  let client: GcClient;

  beforeEach(() => {
    limit = new AbortController();
  });

  afterEach(async () => {
    await client.close();
    await broker?.close();
    broker = undefined;
  });

  it('with a broker that never confirms the subscription', async () => {
    broker = await ScriptedBroker.start({ SUBSCRIBE: () => undefined });
    client = new GcClient({ brokers: [broker.address], destination: 'test-client' });
    const result = tryBroker(broker.name, client, limit.signal);
    await broker.frame('SUBSCRIBE');
    limit.abort();
    assert.deepEqual(await result, { broker: broker.name, outcome: 'late' });
  });

  it('with a broker that ends the connection before GC can answer', async () => {
    broker = await ScriptedBroker.start({ SEND: (peer) => peer.drop() });
    client = new GcClient({ brokers: [broker.address], destination: 'test-client' });
    assert.equal((await tryBroker(broker.name, client, limit.signal)).outcome, 'well');
    const result = tryGc(client, limit.signal);
    await until(() => client.health.broker.condition === 'disconnected');
    limit.abort();
    const { outcome, detail } = await result;
    assert.equal(outcome, 'late');
    assert.match(String(detail), /127\.0\.0\.1/);
  });

  describe('with a GC that leaves a login open', () => {
    let gc: ScriptedGc;

    beforeEach(async () => {
      gc = await ScriptedGc.start();
      const brokers = [{ host: '127.0.0.1', port: gc.broker.port }];
      client = new GcClient({ brokers, destination: 'test-client' });
      await client.connect();
    });

    afterEach(() => gc.close());

    async function next(type: string): Promise<void> {
      assert.equal((await gc.next()).type, type);
    }

    it('and logs the agent out', async () => {
      const result = tryLogin(client, login, limit.signal);
      await next('Connect#1081');
      await next('GetState#1081');
      await gc.publish('1081#State#LOGOUT##Ann');
      await next('Connect#1081');
      await next('Login#1081');
      limit.abort();
      await next('Logout#1081');
      await gc.publish('1081#State#LOGOUT##Ann');
      const { outcome, detail } = await result;
      assert.equal(outcome, 'late');
      assert.doesNotMatch(String(detail), /secret/);
    });

    it('and does nothing to an agent whose state is a word of the site', async () => {
      const result = tryLogin(client, login, limit.signal);
      await next('Connect#1081');
      await next('GetState#1081');
      await gc.publish('1081#State#AVAILABLE##Ann');
      assert.deepEqual(await result, { agentId: '1081', outcome: 'unclear', detail: 'AVAILABLE' });
      assert.deepEqual(gc.unread, []);
    });

    it('and does nothing to an agent whose state it does not know', async () => {
      const result = tryLogin(client, login, limit.signal);
      await next('Connect#1081');
      await next('GetState#1081');
      limit.abort();
      assert.deepEqual(await result, { agentId: '1081', outcome: 'late' });
      assert.deepEqual(gc.unread, []);
    });
  });
});

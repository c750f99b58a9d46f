import assert from 'node:assert/strict';
import { GcClient, type GcClientOptions } from '../../../../lib/client';
import { ScriptedGc } from '../../../support/scripted-gc';
import { once, until } from '../../../support/wait';

describe('a command while the connection is away', () => {
  let gc: ScriptedGc;
  let client: GcClient;

  async function connect(options: Partial<GcClientOptions> = {}): Promise<void> {
    gc = await ScriptedGc.start();
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
      destination: 'test-client',
      stomp: { backoff: { minMs: 1, maxMs: 5 } },
      ...options,
    });
    await client.connect();
    await until(() => client.health.gc.condition === 'in-service');
  }

  /** Resolves before the client can be back. */
  async function cut(): Promise<void> {
    const noticed = once(client, 'health');
    gc.broker.dropConnections();
    await noticed;
    assert.equal(client.health.broker.condition, 'disconnected');
  }

  afterEach(async () => {
    await client.close();
    await gc.close();
  });

  it('fails at once', async () => {
    await connect();
    await cut();
    await assert.rejects(client.command('MakeReady', { agentId: '1081' }), { code: 'GC_NOT_CONNECTED' });
  });

  it('waits, where that is wanted, and is carried out when the connection is back', async () => {
    await connect({ whileAway: 'wait' });
    await cut();
    const outcome = client.command('MakeReady', { agentId: '1081' });
    assert.equal((await gc.next()).type, 'MakeReady#1081');
    await gc.publish('1081#State#READY##Ann');
    assert.equal((await outcome).outcome, 'confirmed');
  });

  it('call control fails at once even there, and does not come late', async () => {
    await connect({ whileAway: 'wait' });
    await cut();
    const parameters = { agentId: '1081', number: '2002' };
    await assert.rejects(client.command('MakeCall', parameters), { code: 'GC_NOT_CONNECTED' });
    await client.command('refresh', { agentId: '1081' });
    assert.equal((await gc.next()).type, 'refresh#1081');
  });

  it('fails when the connection does not come back within its time limit', async () => {
    await connect({ whileAway: 'wait' });
    await gc.broker.close();
    await until(() => client.health.broker.condition === 'disconnected');
    await assert.rejects(client.command('MakeReady', { agentId: '1081' }, { timeoutMs: 50 }), {
      code: 'GC_NOT_CONNECTED',
      message: /did not come back in time; nothing was sent/,
    });
  });
});

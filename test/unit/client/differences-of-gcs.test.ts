import assert from 'node:assert/strict';
import { GcClient, type GcClientOptions } from '../../../lib/client';
import type { GcEvent } from '../../../lib/protocol';
import { ScriptedGc } from '../../support/scripted-gc';
import { until } from '../../support/wait';

describe('a client of a GC that differs', () => {
  let gc: ScriptedGc;
  let client: GcClient;
  let seen: GcEvent[];

  async function start(options: Partial<GcClientOptions> = {}): Promise<void> {
    gc = await ScriptedGc.start();
    seen = [];
    client = new GcClient({
      brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
      destination: 'test-client',
      stomp: { backoff: { minMs: 10, maxMs: 50 } },
      ...options,
    });
    client.on('event', (event) => seen.push(event));
    await client.connect();
    await until(() => client.health.gc.condition === 'in-service', { what: 'GC in service' });
  }

  afterEach(async () => {
    await client.close();
    await gc.close();
  });

  async function hear(...events: string[]): Promise<void> {
    const before = seen.length;
    await gc.publish(...events);
    await until(() => seen.length >= before + events.length, { what: 'the events' });
  }

  async function logIn(sso?: string): Promise<void> {
    const outcome = client.login({ agentId: '1081', password: 'secret', extension: '2001', sso });
    const body = sso === undefined ? 'test-client,secret' : `test-client,secret,${sso}`;
    assert.deepEqual(await gc.next(), { type: 'Connect#1081', body });
    assert.deepEqual(await gc.next(), { type: 'Login#1081', body: 'secret,2001' });
    await hear('1081#State#NOT_READY##Ann');
    await outcome;
  }

  it('says Hello with the argument that is set, and beats with the destination', async () => {
    await start({ helloArgument: ' 2001 ', heartbeatMs: 10 });
    await until(() => gc.heartbeats.length > 1);
    assert.equal(gc.heartbeats[0], 'Hello#2001');
    await logIn();
    await until(() => gc.heartbeats.includes('Beat#test-client'), { what: 'a beat' });
  });

  describe('completes', () => {
    const held = '1081#InboundCall#HELD#DialogID:5#0300##2026-01-15 09:30:00#Ann';
    const consult = (more: object) =>
      JSON.stringify({ type: 'ConsultCall', state: 'ACTIVE', assDialogId: '6', ...more, agentId: '1081' });
    const both = { participants: [{ extension: '2001' }, { extension: '2002' }] };

    for (const [what, completeWith, event, expected] of [
      ['the other of the two in the call', 'other', consult(both), '2002'],
      ['the number that was called', 'other', consult({ fromAddress: '2001', toAddress: '2002' }), '2002'],
      ['nothing that is no extension', 'other', consult({ toAddress: 'sip:2002' }), undefined],
      ['the own extension where that is set', 'own', consult(both), '2001'],
    ] as const) {
      it(`with ${what}`, async () => {
        await start({ completeWith });
        await logIn();
        await hear(held, event);
        assert.equal(client.extensionToComplete('1081'), expected);
      });
    }

    it('with the number that it has dialled, where GC names nobody in the call', async () => {
      await start();
      await logIn();
      await hear(held);
      const outcome = client.command('ConsultCall', { agentId: '1081', number: '2002', dialogId: '5' });
      assert.deepEqual(await gc.next(), { type: 'ConsultCall#1081', body: '2002,5' });
      await hear('1081#ConsultCall#INITIATING#AssDialogID:6', '1081#ConsultCall#ACTIVE#AssDialogID:6');
      await outcome;
      assert.equal(client.extensionToComplete('1081'), '2002');
    });

    it('with the other of the two also for an agent who was logged in elsewhere', async () => {
      await start();
      await hear(held, consult({ fromAddress: '2001', ...both }));
      assert.equal(client.extensionToComplete('1081'), '2002');
    });
  });

  for (const [checkLogouts, reasonCode, isChecked] of [
    ['unexplained', '-1', true],
    ['unexplained', '28', false],
    ['all', '28', true],
    ['all', '-1', true],
    ['none', '-1', false],
  ] as const) {
    const what = isChecked ? 'asks GC' : 'believes GC';
    it(`${what} about a logout with reason ${reasonCode} where it checks ${checkLogouts}`, async () => {
      await start({ recovery: { checkLogouts } });
      await logIn();
      await hear(`1081#State#LOGOUT#${reasonCode}#Ann`);
      if (isChecked) {
        assert.equal((await gc.next()).type, 'GetState#1081');
        assert.equal(client.agent('1081').state, 'NOT_READY');
      } else {
        assert.deepEqual([client.agent('1081').state, client.loggedIn], ['LOGOUT', []]);
      }
    });
  }

  it('connects an agent with single sign-on again as before, after an outage', async () => {
    await start();
    await logIn('true');
    gc.broker.dropConnections();
    assert.deepEqual(await gc.next(), { type: 'Connect#1081', body: 'test-client,secret,true' });
    assert.deepEqual(await gc.next(), { type: 'Login#1081', body: 'secret,2001' });
  });
});

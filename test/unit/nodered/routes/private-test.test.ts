import assert from 'node:assert/strict';
import type { NodeAPI } from 'node-red';
import type { ConnectionPlan } from '../../../../lib/nodered/connection/settings/connection-plan';
import { testConnection } from '../../../../lib/nodered/routes/connection-test/test-connection';
import { ScriptedGc } from '../../../support/scripted-gc';

const agent = { type: 'gc-agent', agentId: '1081', extension: '2001', credentials: { password: 'secret' } };

describe('the test of a connection with privacy', () => {
  let gc: ScriptedGc;

  beforeEach(async () => {
    gc = await ScriptedGc.start({ followsHello: true });
  });

  afterEach(() => gc.close());

  async function loginRefused(privacy: object | undefined): Promise<string> {
    const client = { brokers: [{ host: '127.0.0.1', port: gc.broker.port }], destination: 'desk' };
    const plan = { mode: 'gc', client, store: { kind: 'memory' }, privacy } as unknown as ConnectionPlan;
    const nodes = { getNode: () => agent, eachNode: () => undefined };
    const others = { tellsKept: false, tellsStoreKept: false, namesVariables: false, siteName: '' };
    const report = testConnection(
      { nodes } as unknown as NodeAPI,
      { plan, labels: [], deployed: plan, ...others },
      'ann',
      new AbortController().signal,
    );
    for (let type = ''; !type.startsWith('Login#'); { type = '' } = await gc.next()) {
      if (type.startsWith('GetState')) {
        await gc.publish('1081#State#LOGOUT');
      }
    }
    await gc.publish('1081#Error#CF_CUSTOM#still in a call with Anna Quastenberg, 020 7946 0123');
    const { outcome, detail } = (await report).login;
    assert.equal(outcome, 'refused');
    return String(detail);
  }

  it('does not say of which customer GC has written', async () => {
    const detail = await loginRefused({ method: 'mask' });
    assert.match(detail, /CF_CUSTOM/);
    assert.doesNotMatch(detail, /Anna|Quastenberg|7946/);
  });

  it('says it where nothing is concealed', async () => {
    assert.match(await loginRefused(undefined), /Anna Quastenberg, 020 7946 0123/);
  });
});

import assert from 'node:assert/strict';
import { ScriptedGc } from '../support/scripted-gc';
import { connectionTo, Flow } from '../support/flow';

describe('the time limit of a command', () => {
  let gc: ScriptedGc;
  let flow: Flow;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await flow.stop();
    await gc.close();
  });

  /** GC never answers: it fails when the limit that counts has passed. The others are longer than a test may take. */
  async function timeOut(
    limits: { connection: string; node?: unknown },
    message: Record<string, unknown>,
  ): Promise<void> {
    flow = await Flow.start([
      connectionTo(gc.broker.port, { timeout: limits.connection }),
      { id: 'state', type: 'agent-state', connection: 'connection', timeout: limits.node, wires: [[]] },
    ]);
    flow.send('state', { agentId: '1081', payload: 'get-state', ...message });
    const { error } = await flow.next('caught');
    assert.equal(error?.code, 'GC_TIMEOUT', error?.message);
  }

  for (const [what, limits, message] of [
    ['the connection', { connection: '1' }, {}],
    ['the connection, where the node says nothing', { connection: '1', node: '' }, { timeout: '' }],
    ['the node before the connection', { connection: '3600', node: '1' }, {}],
    ['the message before the node', { connection: '3600', node: '3600' }, { timeout: 1 }],
    ['the message, as a text', { connection: '3600' }, { timeout: '1' }],
  ] as const) {
    it(`is that of ${what}`, () => timeOut(limits, message));
  }

  for (const timeout of ['soon', 0, -1, 3601, {}, true, null]) {
    it(`must not be ${JSON.stringify(timeout)} in a message`, async () => {
      flow = await Flow.start([
        connectionTo(gc.broker.port),
        { id: 'state', type: 'agent-state', connection: 'connection', wires: [[]] },
      ]);
      flow.send('state', { agentId: '1081', payload: 'get-state', timeout });
      const { error } = await flow.next('caught');
      assert.equal(error?.code, 'GC_INVALID_PARAMETER');
      assert.match(error.message, /msg\.timeout must be a number of seconds/);
      assert.deepEqual(gc.unread, []);
    });
  }

  it('must be a number in the node', async () => {
    flow = await Flow.start([
      connectionTo(gc.broker.port),
      { id: 'state', type: 'agent-state', connection: 'connection', timeout: '${LIMIT}', wires: [[]] },
    ]);
    flow.send('state', { agentId: '1081', payload: 'get-state' });
    assert.equal((await flow.next('caught')).error?.code, 'GC_INVALID_CONFIGURATION');
  });
});

import assert from 'node:assert/strict';
import { addSimulator, onStage, setProperties, type Example } from './stage';

interface Told {
  outcome: string;
  agentId: string;
  dialogId?: string;
  reasonCode?: string;
  seconds?: number;
  state?: string;
  cause?: string;
  reason?: string;
}

describe('the subflow of a rest after a missed call', () => {
  onStage((stage) => {
    let example: Example;

    /** With the agent ready; `properties`: of the subflow. */
    async function begin(properties: Record<string, string> = {}): Promise<void> {
      example = await stage().deploy('25');
      addSimulator(example);
      setProperties(example, { SECONDS: '2', ...properties });
      await example.deploy();
      await example.press('1 Log in');
      await example.next('ready');
    }

    async function missCall(): Promise<Told> {
      await example.press('2 Call is missed');
      return example.next<Told>('a rest begins');
    }

    for (const reason of ['Lunch', '2']) {
      it(`makes the agent not ready with the reason ${reason}, then ready, and posts it`, async () => {
        await begin({ REASON: reason });
        const { dialogId, ...begun } = await missCall();
        const rest = { agentId: '1081', reasonCode: '2', seconds: 2 };
        assert.deepEqual(begun, { outcome: 'resting', ...rest });
        assert.match(dialogId ?? '', /^\d+$/);
        assert.deepEqual(await example.next('the CRM gets'), { outcome: 'ready', dialogId, ...rest });
        assert.deepEqual(example.shown('errors'), []);
      });
    }

    it('is for the agent who is chosen', async () => {
      await begin();
      const { id } = example.node('gc-agent');
      setProperties(example, { AGENT: id });
      await example.deploy();
      assert.equal((await missCall()).agentId, '1081');
      assert.equal((await example.next<Told>('the CRM gets')).outcome, 'ready');
    });

    it('leaves an agent alone who has logged out meanwhile', async () => {
      await begin({ SECONDS: '60' });
      await missCall();
      await example.press('3 Log out');
      const { outcome, state } = await example.next<Told>('the CRM gets');
      assert.deepEqual([outcome, state], ['left-as-is', 'LOGOUT']);
    });

    it('says in words what has failed', async () => {
      await begin({ REASON: 'Holiday' });
      await example.press('2 Call is missed');
      const { outcome, cause, reason } = await example.next<Told>('the CRM gets');
      assert.deepEqual([outcome, cause], ['failed', 'GC_NOT_FOUND']);
      assert.match(reason ?? '', /Holiday.*Lunch/);
      assert.deepEqual(example.shown('errors'), []);
    });

    it('does nothing when the caller gives up', async () => {
      await begin();
      await example.press('test', { payload: 'incoming-call', to: '1081', from: '03001234567' });
      await example.next('simulated');
      await example.press('test', { payload: 'customer-hangs-up', to: '1081' });
      await example.next('simulated');
      const { dialogId } = await missCall();
      assert.equal((await example.next<Told>('the CRM gets')).dialogId, dialogId);
    });

    it('goes on over a deploy', async () => {
      await begin({ SECONDS: '5' });
      const { dialogId } = await missCall();
      await example.deploy();
      const told = await example.next<Told>('the CRM gets');
      assert.deepEqual([told.outcome, told.dialogId], ['ready', dialogId]);
    });
  });
});

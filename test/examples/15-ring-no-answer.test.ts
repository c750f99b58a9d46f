import assert from 'node:assert/strict';
import { onStage, type Example } from './stage';

interface Rested {
  payload: { state: string };
  missed: number;
}

describe('the example of calls that ring in vain', () => {
  onStage((stage) => {
    async function begin(properties: Record<string, string>): Promise<Example> {
      const example = await stage().deploy('15', properties);
      await example.press('1 Log in');
      await example.next('ready');
      return example;
    }

    async function missCall(example: Example): Promise<void> {
      await example.press('2 Call is missed');
      await example.next('call missed');
    }

    it('gives the agent a rest with a reason, three times, and then leaves it to people', async () => {
      const example = await begin({ REST_SECONDS: '1' });
      for (const count of [1, 2, 3]) {
        await missCall(example);
        assert.equal((await example.next<{ reasonCode: string }>('not ready')).reasonCode, '1');
        const { payload, missed } = await example.next<Rested>('ready again');
        assert.deepEqual([payload.state, missed], ['READY', count]);
      }
      await missCall(example);
      assert.equal(await example.next('stays not ready'), 4);
      assert.equal(example.shown('ready again').length, 3);
      assert.deepEqual(example.shown('errors'), []);
    });

    it('counts anew when the agent answers', async () => {
      const example = await begin({ REST_SECONDS: '1', MOST_TIMES: '1' });
      await missCall(example);
      await example.next('ready again');
      await example.press('3 Call is answered');
      await example.next('ready for the next');
      await missCall(example);
      assert.equal((await example.next<Rested>('ready again')).missed, 1);
      assert.deepEqual(example.shown('stays not ready'), []);
    });

    it('does so on UCCX, too, where GC has another code for it', async () => {
      const example = await stage().deploy('15', { REST_SECONDS: '1' });
      Object.assign(example.node('gc-connection'), { simulatorFlavour: 'uccx' });
      await example.deploy();
      await example.press('1 Log in');
      await example.next('ready');
      await missCall(example);
      assert.equal((await example.next<Rested>('ready again')).payload.state, 'READY');
    });

    for (const [what, button, shown, state] of [
      ['has become ready', '1 Log in', 'ready', 'READY'],
      ['has taken another reason', '4 Lunch', 'at lunch', 'NOT_READY'],
    ] as const) {
      it(`leaves an agent alone who ${what} meanwhile`, async () => {
        const example = await begin({ REST_SECONDS: '2' });
        await missCall(example);
        await example.next('not ready');
        await example.press(button);
        await example.next(shown);
        assert.equal((await example.next<{ state: string }>('left as is')).state, state);
        assert.deepEqual(example.shown('ready again'), []);
      });
    }
  });
});

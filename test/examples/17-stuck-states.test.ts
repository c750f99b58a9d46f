import assert from 'node:assert/strict';
import { WebhookTarget } from '../support/webhook-target';
import { onStage, type Example } from './stage';

const short = { NOT_READY_SECONDS: '1', GRACE_SECONDS: '1', WRAP_UP_SECONDS: '1' };

describe('the example of stuck states', () => {
  onStage((stage) => {
    /** Nothing counts while the agent logs in, and is not ready for a moment. */
    async function begin(properties: Record<string, string> = {}): Promise<Example> {
      const example = await stage().deploy('17', { NOT_READY_SECONDS: '3600' });
      await example.press('1 Log in');
      await example.next('ready');
      await example.deploy({ ...short, ...properties });
      return example;
    }

    it('tells the chat of an agent who is not ready for too long, and then logs the agent out', async () => {
      const example = await begin();
      await example.press('2 Break');
      await example.next('break');
      assert.equal(
        await example.next('chat'),
        'Anna Becker (1081) has been not ready for 1 s and will be logged out.',
      );
      assert.equal((await example.next<{ state: string }>('logged out')).state, 'LOGOUT');
      assert.equal(example.shown('chat').length, 1);
      assert.deepEqual(example.shown('errors'), []);
    });

    it('tells the chat of a wrap-up that does not end, and logs nobody out for it', async () => {
      const example = await begin({ NOT_READY_SECONDS: '60' });
      await example.press('3 Long wrap-up');
      await example.next('hung up');
      assert.equal(await example.next('chat'), 'Anna Becker (1081) has been in wrap-up for 1 s.');
      assert.deepEqual(example.shown('logged out'), []);
    });

    it('cuts no call', async () => {
      const example = await begin();
      Object.assign(example.node('gc-connection'), { simulatorFlavour: 'uccx' }); // where agents on the phone are not ready
      await example.deploy();
      await example.press('1 Log in');
      await example.next('ready');
      await example.press('2 Break');
      await example.next('break');
      await example.press('3 Long wrap-up'); // wrap-up cannot be asked for on UCCX, so the call goes on
      assert.match(await example.next('errors'), /wrap-up/);
      for (const seen of [await example.next('in a call'), await example.next('in a call')]) {
        assert.equal((seen as { agentId: string }).agentId, '1081');
      }
      assert.deepEqual(example.shown('logged out'), []);
    });

    it('logs the agent out also when the chat refuses, or cannot be reached', async () => {
      const target = await WebhookTarget.start();
      target.answer = { status: 503 };
      const example = await begin({ CHAT_URL: target.url });
      await example.press('2 Break');
      assert.equal((await example.next<{ statusCode: number }>('refused')).statusCode, 503);
      await example.next('logged out');
      await target.down();
      await example.press('1 Log in');
      await example.next('ready');
      await example.press('2 Break');
      assert.match(await example.next('errors'), /ECONNREFUSED/);
      await example.next('logged out');
    });
  });
});

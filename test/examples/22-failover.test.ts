import assert from 'node:assert/strict';
import { WebhookTarget } from '../support/webhook-target';
import { onStage, type Example } from './stage';

const well = 'The contact centre is connected.';

describe('the example of a failover', () => {
  onStage((stage) => {
    async function begin(properties: Record<string, string> = {}): Promise<Example> {
      const example = await stage().deploy('22', properties);
      await example.press('1 Log in');
      await example.next('ready');
      return example;
    }

    it('tells of an outage, its end, and what has happened in between', async () => {
      const example = await begin();
      assert.equal(await example.next('chat'), well);
      await example.press('2 Broker gone');
      assert.equal(
        await example.next('chat'),
        'No connection to the contact centre: broker disconnected, GC unknown.',
      );
      const told = [await example.next<string>('chat'), await example.next<string>('chat')];
      assert.deepEqual(told.sort(), ['Meanwhile: 1081/AgentStateChanged/READY, 1081/CallEnded/DROP', well]);
      assert.deepEqual(example.shown('errors'), []);
    });

    it('tells of a GC that is out of service, and of agents whom it has forgotten', async () => {
      const example = await begin();
      assert.equal(await example.next('chat'), well);
      await example.press('4 GC forgets the agent');
      assert.match(await example.next('chat'), /^Meanwhile: .*1081\/AgentStateChanged\/READY$/);
      await example.press('3 GC out of service');
      assert.equal(
        await example.next('chat'),
        'No connection to the contact centre: broker connected, GC out-of-service.',
      );
      assert.equal(await example.next('chat'), well);
    });

    it('shows what it cannot tell the chat', async () => {
      const target = await WebhookTarget.start();
      await target.down();
      const example = await begin({ CHAT_URL: target.url });
      assert.match(await example.next('errors'), /ECONNREFUSED/);
    });
  });
});

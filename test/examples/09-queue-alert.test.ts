import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { WebhookTarget } from '../support/webhook-target';
import { onStage, type Example } from './stage';

/** The flow looks every 5 seconds. */

describe('the example of a queue alert', () => {
  onStage((stage) => {
    let chat: WebhookTarget;
    let example: Example;

    beforeEach(async () => {
      chat = await WebhookTarget.start();
    });

    afterEach(() => chat.down());

    async function begin(properties: Record<string, string> = { CHAT_URL: chat.url }): Promise<void> {
      example = await stage().deploy('09', properties);
      await example.next('supervisor');
    }

    async function sixCall(): Promise<void> {
      await example.press('1 Six customers call');
      for (let count = 0; count < 6; count++) {
        await example.next('called');
      }
    }

    async function giveUp(button: string, customers: number): Promise<void> {
      await example.press(button);
      for (let count = 0; count < customers; count++) {
        await example.next('given up');
      }
    }

    const textOf = async () => ((await chat.next()).body as { text: string }).text;

    it('tells the chat once that a queue is crowded, and once that it is calm', async () => {
      await begin();
      await sixCall();
      assert.equal(await textOf(), 'The queue Sales is crowded: 6 calls wait, 0 agents are ready.');
      assert.equal(await example.next('alerts sent'), 'crowded');
      await giveUp('2 Two give up', 2);
      // Four calls are neither: nothing is said before the next change.
      await until(() => example.status('longest queue') === '4 calls wait');
      await giveUp('3 Four give up', 4);
      assert.equal(await textOf(), 'The queue Sales is calm: 0 calls wait, 0 agents are ready.');
      assert.equal(await example.next('alerts sent'), 'calm');
      assert.equal(chat.requests.length, 2);
      assert.deepEqual(example.shown('errors'), []);
    });

    it('tells it again as long as the chat is away', async () => {
      await begin();
      await chat.down();
      await sixCall();
      assert.match(await example.next<string>('errors'), /ECONNREFUSED/);
      await chat.up();
      assert.match(await textOf(), /^The queue Sales is crowded/);
      assert.equal(await example.next('alerts sent'), 'crowded');
      assert.equal(chat.requests.length, 1);
    });

    it('tells it again as long as the chat refuses', async () => {
      await begin();
      chat.answer = { status: 503 };
      await sixCall();
      await example.next('chat refused');
      chat.answer = { status: 200 };
      assert.equal(await example.next('alerts sent'), 'crowded');
      assert.deepEqual(example.shown('errors'), []);
    });

    it('can be read along where there is no chat', async () => {
      await begin({});
      await sixCall();
      assert.match(await example.next<string>('chat'), /^The queue Sales is crowded/);
      await example.press('4 The chat fails');
      await giveUp('3 Four give up', 4);
      await example.next('chat refused');
      await example.press('5 The chat works');
      assert.match(await example.next<string>('chat'), /^The queue Sales is calm: 2 calls wait/);
    });
  });
});

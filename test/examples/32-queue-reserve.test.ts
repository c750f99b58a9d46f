import assert from 'node:assert/strict';
import { until } from '../support/wait';
import { onStage, type Example } from './stage';

interface Told {
  state?: string;
  pendingState?: string;
}

describe('the example of a queue reserve', () => {
  onStage((stage) => {
    let example: Example;

    beforeEach(async () => {
      example = await stage().deploy('32');
      await example.next('supervisor');
      await example.next('reserve at the start');
    });

    it('makes the reserve ready when too many calls wait, and not ready when the queue is calm', async () => {
      await until(() => example.status('Sales is crowded') === 'no alert');
      await example.press('1 Four customers call');
      assert.match(
        await example.next<string>('alerts'),
        /^Sales: 4 calls wait, the longest for \d+ s\. 0 agents/,
      );
      assert.equal(await example.next('reserve made ready'), 'READY');
      await until(() => example.status('Sales is crowded') === 'alert: Sales');
      await example.press('2 The reserve answers');
      assert.equal(await example.next('answered'), 'ACTIVE');
      await example.press('3 Two give up');
      await example.next('given up');
      await example.next('given up');
      assert.match(await example.next<string>('alerts'), /^Sales: calm again after \d+ s\.$/);
      const { pendingState } = await example.next<Told>('reserve sent back');
      assert.equal(pendingState, 'NOT_READY');
      await example.press('4 The reserve hangs up');
      await example.next('hung up');
      assert.deepEqual(example.shown('errors'), []);
    });
  });
});

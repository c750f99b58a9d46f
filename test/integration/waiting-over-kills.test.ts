import assert from 'node:assert/strict';
import { WaitingNodeRed } from '../support/durable/waiting-node-red';

describe('messages in gc-wait', () => {
  for (const version of ['4.1', '5'] as const) {
    it(`outlive a Node-RED ${version} that is killed`, async () => {
      const waiting = await WaitingNodeRed.start(version);
      try {
        await waiting.hold(Array.from({ length: 60 }, (_, index) => index / 6));
        await waiting.killAndStart();
        const { missing, twice, early } = await waiting.account(60_000);
        assert.deepEqual([missing, early], [0, 0]);
        assert.ok(twice <= 1, `${twice} came twice, not only the one that left when it was killed`);
      } finally {
        await waiting.close();
      }
    });
  }
});

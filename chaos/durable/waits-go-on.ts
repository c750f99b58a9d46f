import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../../lib/simulator/random';
import { defaultLine } from '../../scripts/runtimes.mjs';
import { WaitingNodeRed } from '../../test/support/durable/waiting-node-red';
import { problemsIn, seconds, type Row } from '../row';

const limitMs = 120_000;
const mostLateMs = 1000;

export const waitsGoOn: Row = {
  name: 'durable-waits',
  fault: 'messages wait in gc-wait; Node-RED killed with -9',
  required:
    'each comes out, at most 1 s after it is due or after the start; again only one that leaves at a kill; late ones say so',
  async run({ seed, isShort }) {
    const [count, kills, longest] = isShort ? [200, 1, 15] : [1000, 5, 60];
    const random = new Random(seed);
    const waiting = await WaitingNodeRed.start(defaultLine);
    try {
      await waiting.hold(Array.from({ length: count }, () => random.between(longest / 4, longest)));
      for (let kill = 0; kill < kills; kill += 1) {
        await delay(1000 * random.between(1, longest / kills / 2));
        await waiting.killAndStart();
      }
      const { missing, twice, early, unmarked, longestMs } = await waiting.account(limitMs);
      return {
        values: `${count - missing} of ${count} came out after ${kills} kills, ${twice} of them twice, the longest ${seconds(longestMs)} after it was due or after the start`,
        problems: problemsIn({
          [`${missing} are lost`]: missing === 0,
          [`${twice} came twice`]: twice <= kills,
          [`${early} came too early`]: early === 0,
          [`${unmarked} did not say truly whether they are late`]: unmarked <= kills,
          'one came too late': longestMs < mostLateMs,
        }),
      };
    } finally {
      await waiting.close();
    }
  },
};

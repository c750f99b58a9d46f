import { Random } from '../../lib/simulator/random';
import { Durable } from '../../test/support/durable/writers';
import { problemsIn, seconds, type Row } from '../row';

const limitMs = 180_000;
const takeoverMs = 3000;

export const standbyTakesOver: Row = {
  name: 'durable-standby',
  fault: 'two processes write events into PostgreSQL, exclusive consumer; the active one killed with -9',
  required: 'a row for each event, order per agent kept; the other has written its first within 3 s',
  async run({ seed, isShort }) {
    const [events, agents, kills] = isShort ? [300, 20, 2] : [5000, 100, 10];
    const random = new Random(seed);
    const durable = await Durable.open({ events, agents, exclusive: true });
    const takeovers: number[] = [];
    try {
      let active = await durable.startWriter();
      let standby = await durable.startWriter();
      // The next standby takes a while to start, and the active one must not be done by then.
      const part = events / kills;
      for (let kill = 0; kill < kills; kill += 1) {
        durable.publish(kill * part, (kill + 1) * part);
        await active.hasWritten(Math.ceil(random.between(1, 0.7 * part)));
        const killed = performance.now();
        await active.kill();
        await standby.hasWritten(1);
        takeovers.push(performance.now() - killed);
        active = standby;
        standby = await durable.startWriter();
      }
      const { rows, missing, disordered, again, unmarked } = await durable.account(limitMs);
      const longest = Math.max(...takeovers);
      return {
        values: `${rows} rows of ${events} events, ${again} begun again after ${kills} kills, the longest takeover ${seconds(longest)}`,
        problems: problemsIn({
          [`${missing} events are lost`]: missing === 0,
          'the order was not kept': disordered.length === 0,
          [`${unmarked} came again and did not say so`]: unmarked === 0,
          'a takeover took too long': longest < takeoverMs,
        }),
      };
    } finally {
      await durable.close();
    }
  },
};

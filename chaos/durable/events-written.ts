import { Random } from '../../lib/simulator/random';
import { Durable } from '../../test/support/durable/writers';
import { problemsIn, seconds, type Row } from '../row';

const limitMs = 180_000;

export const eventsWritten: Row = {
  name: 'durable-events',
  fault:
    'events written into PostgreSQL, 20 to 300 ms each; the process killed with -9, broker and database once',
  required: 'a row for each event, none lost, none twice; order per agent kept; what comes again says so',
  async run({ seed, isShort }) {
    const [events, agents, kills] = isShort ? [300, 20, 2] : [5000, 100, 10];
    const random = new Random(seed);
    const durable = await Durable.open({ events, agents });
    const start = performance.now();
    try {
      let writer = await durable.startWriter();
      durable.publish();
      const brokerAt = Math.floor(random.between(0, kills));
      const databaseAt = Math.floor(random.between(0, kills));
      for (let kill = 0; kill < kills; kill += 1) {
        await writer.hasWritten(Math.ceil(random.between(1, (0.9 * events) / kills / 2)));
        await (kill === brokerAt ? durable.restartBroker() : undefined);
        await (kill === databaseAt ? durable.restartDatabase() : undefined);
        await writer.kill();
        writer = await durable.startWriter();
      }
      const { rows, missing, disordered, again, unmarked } = await durable.account(limitMs);
      return {
        values: `${rows} rows of ${events} events, ${again} begun again after ${kills} kills, ${disordered.length} agents in disorder, ${seconds(performance.now() - start)}`,
        problems: problemsIn({
          [`${missing} events are lost`]: missing === 0,
          'the order was not kept': disordered.length === 0,
          [`${unmarked} came again and did not say so`]: unmarked === 0,
        }),
      };
    } finally {
      await durable.close();
    }
  },
};

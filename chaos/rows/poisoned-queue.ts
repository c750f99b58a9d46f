import { poisonQueue } from '../../test/support/poisoned-queue';
import { problemsIn, type Row } from '../row';

export const poisonedQueue: Row = {
  name: 'poisoned-queue',
  fault: '10 poisonous messages of five kinds among 1 000 good ones, queue delivery',
  required: '1 000 taken in order, 10 put aside with a reason',
  async run(stage) {
    const destination = 'VirtualTopic.gc.poison';
    const client = stage.newClient({
      destination,
      delivery: { kind: 'queue', name: 'flows', maxRedeliveries: 1 },
    });
    const good = stage.isShort ? 300 : 1000;
    const broker = { ...stage.login, port: stage.brokers.first.port };
    try {
      const { taken, reasons } = await poisonQueue({ client, destination, broker, good });
      return {
        values: `${taken.length} taken, ${reasons.length} put aside`,
        problems: problemsIn({
          'some are missing': taken.length === good,
          'the order was not kept': taken.every((number, index) => number === index),
          'not all poison was put aside': reasons.length === 10,
          'a reason is missing': reasons.every((reason) => /has put it aside: ./.test(reason)),
        }),
      };
    } finally {
      await client.close();
    }
  },
};

import { defaultLine } from '../../scripts/runtimes.mjs';
import { killActiveNodeRed } from '../../test/support/stopping-node-reds';
import { problemsIn, type Row } from '../row';

/** How many events ActiveMQ sends ahead of the acknowledgements, if nothing else is said. */
const prefetch = 50;

export const activeKilled: Row = {
  name: 'active-killed',
  fault: 'two Node-REDs, exclusive consumer, the active one killed with -9 while events flow',
  required: 'all received; at most the unacknowledged ones twice, marked as redelivered',
  async run({ brokers, login, isShort }) {
    const { published, received, twice, unmarked, disordered } = await killActiveNodeRed({
      ...login,
      brokers: brokers.addresses,
      version: defaultLine,
      destination: 'VirtualTopic.gc.standby',
      count: isShort ? 300 : 1000,
    });
    return {
      values: `${published} published, ${received} received, ${twice} twice, ${unmarked} of these unmarked`,
      problems: problemsIn({
        'some are missing': received === published,
        [`more than ${prefetch} came twice`]: twice <= prefetch,
        'some came twice and did not say so': unmarked === 0,
        'the order was not kept': disordered.length === 0,
      }),
    };
  },
};

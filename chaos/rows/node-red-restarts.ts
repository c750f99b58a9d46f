import { defaultLine } from '../../scripts/runtimes.mjs';
import { restartNodeRed } from '../../test/support/stopping-node-reds';
import { problemsIn, type Row } from '../row';

export const nodeRedRestarts: Row = {
  name: 'node-red-restarts',
  fault: '1 000 events published while Node-RED restarts, queue delivery',
  required: '1 000 received, order per agent kept',
  async run({ brokers, login, isShort }) {
    const { published, received, twice, unmarked, disordered } = await restartNodeRed({
      ...login,
      brokers: brokers.addresses,
      version: defaultLine,
      destination: 'VirtualTopic.gc.restart',
      count: isShort ? 300 : 1000,
    });
    return {
      values: `${published} published, ${received} received, ${twice} twice, ${disordered.length} agents in disorder`,
      problems: problemsIn({
        'some are missing': received === published,
        'some came twice and did not say so': unmarked === 0,
        'the order was not kept': disordered.length === 0,
      }),
    };
  },
};

import { setTimeout as delay } from 'node:timers/promises';
import { startDroppingServer } from '../../test/support/two-brokers';
import { problemsIn, type Row } from '../row';

export const droppingServer: Row = {
  name: 'dropping-server',
  fault: 'server that accepts and drops',
  required: 'at most 10 connection attempts in the first 6 s',
  async run(stage) {
    const server = await startDroppingServer();
    const client = stage.newClient({ brokers: [server.address] });
    const start = performance.now();
    client.connect().catch(() => undefined);
    await delay(6000);
    const attempts = server.connectedAt.filter((at) => at - start < 6000).length;
    await client.close();
    await server.close();
    return {
      values: `${attempts} attempts`,
      problems: problemsIn({ 'more than 10': attempts <= 10, 'it does not try again': attempts > 1 }),
    };
  },
};

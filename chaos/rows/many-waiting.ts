import { once } from 'node:events';
import { GcError } from '../../lib/protocol';
import type { GcClient } from '../../lib/client';
import { until } from '../../test/support/wait';
import { problemsIn, seconds, type Row } from '../row';

const count = 3000;
const limitMs = 60_000;

export const manyWaiting: Row = {
  name: 'many-waiting',
  fault: `broker killed, and ${count} commands wait for the connection`,
  required: 'all go out when it is back; GC never counts as silent',
  async run(stage) {
    const gc = await stage.startGc();
    const client = stage.newClient({ whileAway: 'wait', timeoutMs: limitMs });
    let isSilent = false;
    try {
      await client.connect();
      await until(() => client.health.gc.condition === 'in-service', { timeoutMs: limitMs });
      client.on('health', (health) => (isSilent ||= health.gc.condition === 'silent'));
      const start = performance.now();
      const lost = once(client, 'health');
      await stage.brokers.first.kill();
      await lost;
      const ends = await Promise.all(Array.from({ length: count }, (_, index) => end(client, String(index))));
      const sent = ends.filter((outcome) => outcome === 'sent');
      return {
        values: `${sent.length} of ${count} sent after ${seconds(performance.now() - start)}`,
        problems: [
          ...new Set(ends.filter((outcome) => outcome !== 'sent')),
          ...problemsIn({ 'GC counted as silent': !isSilent }),
        ],
      };
    } finally {
      await client.close();
      await gc.close();
      await stage.brokers.restartFirst();
    }
  },
};

/** It ends when the broker has it; or when GC says that it does not know the agent, which may come before that. */
async function end(client: GcClient, agentId: string): Promise<string> {
  try {
    return (await client.command('refresh', { agentId })).outcome;
  } catch (error) {
    const code = error instanceof GcError ? error.code : String(error);
    return code === 'RE_LOGIN' ? 'sent' : code;
  }
}

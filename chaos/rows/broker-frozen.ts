import { setTimeout as delay } from 'node:timers/promises';
import { nameOf } from '../../test/support/two-brokers';
import { until } from '../../test/support/wait';
import { problemsIn, seconds, type Row } from '../row';

export const brokerFrozen: Row = {
  name: 'broker-frozen',
  fault: 'broker stopped with SIGSTOP, heart-beat 2 s',
  required: 'noticed in under 6 s, on B in under 9 s',
  async run(stage) {
    const { first, second } = stage.brokers;
    const client = stage.newClient({ stomp: { heartbeatMs: 2000 } });
    try {
      await client.connect();
      const start = performance.now();
      const lateness = latenessOf(5000);
      first.freeze();
      const bound = { timeoutMs: 20_000, what: 'the client to leave the broker that is frozen' };
      await until(() => client.health.broker.condition !== 'connected', bound);
      const noticed = performance.now() - start;
      await until(() => client.health.broker.condition === 'connected', bound);
      // GC does not answer this one: it ends when the broker has it.
      await client.command('Connect', { agentId: '1081', password: 'secret', destination: 'chaos' });
      const onSecond = performance.now() - start;
      const late = await lateness;
      return {
        values:
          `noticed after ${seconds(noticed)}, a command on B after ${seconds(onSecond)}; ` +
          `this machine keeps a timer ${seconds(late)} late`,
        problems: problemsIn({
          'noticed after 6 s or more': noticed - late < 6000,
          'on B after 9 s or more': onSecond - late < 9000,
          'not on B': client.health.broker.reason.includes(nameOf(second)),
        }),
      };
    } finally {
      first.thaw();
      await client.close();
    }
  },
};

/** How much later than asked for a timer fires, in milliseconds: the machine may be busy with something else. */
async function latenessOf(ms: number): Promise<number> {
  const start = performance.now();
  await delay(ms);
  return performance.now() - start - ms;
}

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
      first.freeze();
      const bound = { timeoutMs: 20_000, what: 'the client to leave the broker that is frozen' };
      await until(() => client.health.broker.condition !== 'connected', bound);
      const noticed = performance.now() - start;
      await until(() => client.health.broker.condition === 'connected', bound);
      // GC does not answer this one: it ends when the broker has it.
      await client.command('Connect', { agentId: '1081', password: 'secret', destination: 'chaos' });
      const onSecond = performance.now() - start;
      return {
        values: `noticed after ${seconds(noticed)}, a command on B after ${seconds(onSecond)}`,
        problems: problemsIn({
          'noticed after 6 s or more': noticed < 6000,
          'on B after 9 s or more': onSecond < 9000,
          'not on B': client.health.broker.reason.includes(nameOf(second)),
        }),
      };
    } finally {
      first.thaw();
      await client.close();
    }
  },
};

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { GcClient } from '../lib/client';
import { startSimulator } from '../lib/simulator';
import type { Bench } from './measure';

const loginsPerSecond = 10;

/** All agents of the site, ready or not ready by turns. */
const agents = Array.from({ length: 500 }, (_, index) => ({
  agentId: String(10_000 + index),
  password: 'secret',
  extension: String(20_000 + index),
  firstName: 'Ann',
  lastName: String(index),
  team: '1',
}));

/**
 * 500 agents whom GC has forgotten in a failover are logged in again, with the default pace. The simulator runs in the
 * same process: its work is part of the delay of the event loop.
 */
export const recovery: Bench = async () => {
  const logins: number[] = [];
  const simulator = await startSimulator({
    site: { agents },
    onLog: (entry) => {
      if (entry.kind === 'command' && entry.type.startsWith('Login#')) {
        logins.push(performance.now());
      }
    },
  });
  const client = new GcClient({
    brokers: [{ host: '127.0.0.1', port: simulator.port }],
    destination: 'bench',
    recovery: { loginsPerSecond },
  });
  try {
    await client.connect();
    await Promise.all(agents.map((agent) => client.login(agent)));
    const readyOnes = agents.filter((_, index) => index % 2 === 0);
    await Promise.all(readyOnes.map(({ agentId }) => client.command('MakeReady', { agentId })));

    logins.length = 0;
    const allLoggedIn = new Promise<void>((resolve) => {
      client.on('event', () => {
        if (logins.length === agents.length) {
          resolve();
        }
      });
    });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const start = performance.now();
    delay.enable();
    await simulator.fault('destination-reconnect');
    await allLoggedIn;
    // A command of an agent goes through when the agent is back.
    const states = await Promise.all(agents.map(({ agentId }) => client.command('GetState', { agentId })));
    delay.disable();

    const ready = states.filter(({ event }) => event?.type === 'State' && event.state === 'READY');
    return [
      `agents back                 ${states.length} of ${agents.length}, ${ready.length} of ${readyOnes.length} ready again`,
      `time                        ${((performance.now() - start) / 1000).toFixed(1)} s`,
      `logins in any second        at most ${mostInOneSecond(logins)} (bound: ${loginsPerSecond})`,
      `event loop delay            p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms (bound: 50 ms)`,
    ];
  } finally {
    await client.close();
    await simulator.close();
  }
};

function mostInOneSecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));
}

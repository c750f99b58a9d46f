import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StompConnection, type OutgoingMessage } from '../../lib/stomp';
import { root } from '../../scripts/run.mjs';
import { Child, temporaryFolder } from '../../test/support/child';
import { until } from '../../test/support/wait';
import type { SiteAgent } from '../../lib/simulator';
import { makeAgents } from '../agents';
import { EventLoopWatch } from '../event-loop';
import { problemsIn, seconds, type Row, type Stage } from '../row';
import { Workplace } from '../workplace';

export const manyLogins: Row = {
  name: 'many-logins',
  fault: '500 agents to be logged in again after a failover',
  required: 'all back, never more than the configured pace, event loop delay p99 under 50 ms',
  async run(stage) {
    const [count, pace] = stage.isShort ? [100, 50] : [500, 25];
    const agents = makeAgents(count);
    const gc = await startGcOutside(stage, agents);
    const workplace = await Workplace.open(stage, agents, { loginsPerSecond: pace, timeout: 60 });
    const readyOnes = agents.filter((_, index) => index % 2 === 0);
    try {
      await workplace.logIn(agents);
      for (const { agentId } of readyOnes) {
        workplace.send('state', { agentId, payload: 'ready' });
      }
      await workplace.allEnded();

      const start = performance.now();
      const back = whoComesBack(workplace);
      const logins = timesOfLogins();
      const watch = new EventLoopWatch();
      await stage.brokers.first.kill();
      const limitMs = 30_000 + (1000 * count) / pace;
      await until(() => back.size === count, { timeoutMs: limitMs }).catch(() => undefined);
      watch.stop();
      logins.stop();

      const took = performance.now() - start;
      const most = mostInOneSecond(logins.times);
      const p99 = watch.quantile(0.99);
      const ready = workplace.client.snapshot().agents.filter(({ state }) => state === 'READY');
      return {
        values:
          `${back.size} back and ${ready.length} of ${readyOnes.length} ready in ${seconds(took)}, ` +
          `at most ${most} logins in a second (pace ${pace}), p99 ${p99.toFixed(1)} ms`,
        problems: problemsIn({
          'not all are back': back.size === count,
          'not all are ready again': ready.length === readyOnes.length,
          'faster than the pace': most <= pace,
          'the event loop was held up': p99 < 50,
        }),
      };
    } finally {
      await workplace.close();
      await gc.end();
      await stage.brokers.restartFirst();
    }
  },
};

/** The simulator as a process of its own, so that only the flow's work is in the event loop here. */
async function startGcOutside({ brokers, login }: Stage, agents: readonly SiteAgent[]): Promise<Child> {
  const file = path.join(temporaryFolder('site'), 'site.json');
  await writeFile(file, JSON.stringify({ agents }));
  const urls = brokers.addresses.flatMap(({ port }) => ['--broker', `stomp://127.0.0.1:${port}`]);
  const script = path.join(root, 'dist', 'lib', 'simulator', 'cli.js');
  return new Child(process.execPath, [script, ...urls, '--user', login.user, '--site', file], {
    env: { ...process.env, GC_BROKER_PASSWORD: login.password },
  });
}

/** The login ids of those of whom GC tells, unasked by a flow, who they are: that is its answer to a login. */
function whoComesBack({ client }: Workplace): Set<string> {
  const back = new Set<string>();
  client.on('event', (event) => {
    if (event.type === 'AgentInfo' && event.recovered) {
      back.add(event.agentId);
    }
  });
  return back;
}

/** When logins go out, in milliseconds. */
function timesOfLogins(): { times: number[]; stop(): void } {
  const times: number[] = [];
  const { prototype } = StompConnection;
  const send = Object.getOwnPropertyDescriptor(prototype, 'send') as PropertyDescriptor;
  const original = send.value as (message: OutgoingMessage) => Promise<void>;
  Object.defineProperty(prototype, 'send', {
    ...send,
    value(this: StompConnection, message: OutgoingMessage) {
      if (message.type?.startsWith('Login#')) {
        times.push(performance.now());
      }
      return original.call(this, message);
    },
  });
  return { times, stop: () => Object.defineProperty(prototype, 'send', send) };
}

function mostInOneSecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length));
}

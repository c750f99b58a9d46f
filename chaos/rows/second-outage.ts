import { GcError } from '../../lib/protocol';
import type { GcClient } from '../../lib/client';
import type { Simulator, SiteAgent } from '../../lib/simulator';
import { until } from '../../test/support/wait';
import { makeAgents } from '../agents';
import { seconds, type Measured, type Row, type Stage } from '../row';

/** Takes GC away, and gives it back. */
interface Outage {
  begin(stage: Stage, gc: Simulator): unknown;
  end(stage: Stage, gc: Simulator): unknown;
}

const outages: Readonly<Record<string, Outage>> = {
  'out of service': {
    begin: (_, gc) => gc.fault('out-of-service'),
    end: (_, gc) => gc.endFault('out-of-service'),
  },
  silent: {
    begin: (_, gc) => gc.fault('gc-silent'),
    end: (_, gc) => gc.endFault('gc-silent'),
  },
  RECONNECT: {
    begin: (_, gc) => gc.fault('destination-reconnect'),
    end: () => undefined,
  },
  'broker killed': {
    begin: ({ brokers }) => brokers.first.kill(),
    end: ({ brokers }) => brokers.restartFirst(),
  },
};

const limitMs = 60_000;

export const secondOutage: Row = {
  name: 'second-outage',
  fault:
    'GC out of service, silent, RECONNECT or the broker killed while agents are being brought back, commands waiting',
  required: "all agents back; every user's command confirmed, none sent before its agent is back",
  async run(stage) {
    const values: string[] = [];
    const problems: string[] = [];
    for (const [name, outage] of Object.entries(outages)) {
      const measured = await measure(stage, outage);
      values.push(`${name}: ${measured.values}`);
      problems.push(...measured.problems.map((problem) => `${name}: ${problem}`));
    }
    return { values: values.join('; '), problems };
  },
};

async function measure(stage: Stage, outage: Outage): Promise<Measured> {
  const agents = makeAgents(stage.isShort ? 10 : 50);
  const gc = await stage.startGc({ site: { agents } });
  const client = stage.newClient({
    whileAway: 'wait',
    heartbeatMs: 1000,
    timeoutMs: limitMs,
    recovery: { loginsPerSecond: stage.isShort ? 5 : 10 },
  });
  try {
    await client.connect();
    await inService(client);
    await Promise.all(agents.map((agent) => client.login(agent)));
    const start = performance.now();
    await gc.fault('out-of-service');
    await until(() => client.health.gc.condition === 'out-of-service', { timeoutMs: limitMs });
    const outcomes = Promise.all(agents.map((agent) => outcomeOf(client, agent)));
    await gc.endFault('out-of-service');
    await inService(client);
    await outage.begin(stage, gc);
    const untilNoticed = { timeoutMs: limitMs, what: 'the second outage to be noticed' };
    if (outage !== outages['RECONNECT']) {
      await until(() => client.health.gc.condition !== 'in-service', untilNoticed);
    }
    await outage.end(stage, gc);
    const failed = (await outcomes).filter((outcome) => outcome !== 'confirmed');
    const ready = gc.truth.filter(({ state }) => state === 'READY');
    // An agent can have been back, and its command on its way, when the second outage began.
    const isRight = failed.length <= 1 && failed.every((code) => code === 'GC_CONNECTION_LOST');
    return {
      values: `${ready.length} of ${agents.length} ready after ${seconds(performance.now() - start)}`,
      problems: [
        ...(isRight ? [] : failed),
        ...(ready.length >= agents.length - failed.length ? [] : ['not all agents are ready']),
      ],
    };
  } finally {
    await client.close();
    await gc.close();
  }
}

async function outcomeOf(client: GcClient, { agentId }: SiteAgent): Promise<string> {
  try {
    return (await client.command('MakeReady', { agentId })).outcome;
  } catch (error) {
    return error instanceof GcError ? error.code : String(error);
  }
}

function inService(client: GcClient): Promise<unknown> {
  const isThere = () => client.health.gc.condition === 'in-service';
  return until(isThere, { timeoutMs: limitMs, what: 'GC in service' });
}

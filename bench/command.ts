import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Package from '../lib';
import type { GcClient } from '../lib/client';
import { BareStompit } from './bare-stompit';
import { median, type Bench } from './measure';

/** As it is published: what runs TypeScript as it is makes it slower. */
const published = createRequire(__filename)('../dist/lib') as typeof Package;

/** One command for an agent. */
type Run = (agentId: string, time: number) => Promise<unknown>;

/** We and the rival, and who works with which agents. */
interface Contest {
  readonly what: string;
  readonly ours: Run;
  readonly rival: Run;
}

const agentCount = 50;
/** What is measured is how it goes on, not how it begins: both have been compiled by then. */
const warmUpBlocks = 10;
const blocks = 15;
const perBlock = 500;
const bound = 1.3;

/**
 * Commands to the simulator on its own broker, in another process. Rival: stompit alone, which sends the same frames
 * with a receipt. It is asked for less than we are (no checks, no lanes, no time limits, no knowledge of calls), but
 * for the same end: the receipt for a command that GC does not answer; for another, what GC says about the agent.
 */
export const command: Bench = async () => {
  const [gc, port] = await startGc();
  const client = new published.GcClient({ brokers: [{ host: '127.0.0.1', port }], destination: 'bench' });
  const rival = await BareStompit.connect(port, 'rival');
  try {
    await client.connect();
    for (const agentId of agentsFrom(0)) {
      await client.login({ agentId, password: 'secret', extension: extensionOf(agentId) });
    }
    for (const agentId of agentsFrom(agentCount)) {
      await rival.send(`Connect#${agentId}`, 'rival,secret');
      await rival.sendAndWait('Login', agentId, `secret,${extensionOf(agentId)}`);
    }
    const lines: string[] = [];
    for (const contest of contests(client, rival)) {
      lines.push(...(await compare(contest)));
    }
    return lines;
  } finally {
    rival.close();
    await client.close();
    gc.kill();
  }
};

function contests(client: GcClient, rival: BareStompit): Contest[] {
  const states = ['MakeReady', 'MakeNotReady'] as const;
  const stateAt = (time: number) => states[time % 2] ?? 'MakeReady';
  return [
    {
      what: 'sent, with receipt',
      ours: (agentId) => client.command('Connect', { agentId, password: 'secret', destination: 'bench' }),
      rival: (agentId) => rival.send(`Connect#${agentId}`, 'rival,secret'),
    },
    {
      what: 'confirmed by GC',
      ours: (agentId, time) => client.command(stateAt(time), { agentId }),
      rival: (agentId, time) => rival.sendAndWait(stateAt(time), agentId),
    },
  ];
}

async function compare({ what, ours, rival }: Contest): Promise<string[]> {
  const [agents, rivals] = [agentsFrom(0), agentsFrom(agentCount)];
  const latencies = await inTurn(
    () => latency(ours, agents[0] ?? ''),
    () => latency(rival, rivals[0] ?? ''),
  );
  const times = await inTurn(
    () => timeOfAll(ours, agents),
    () => timeOfAll(rival, rivals),
  );
  const [perSecond, rivalPerSecond] = times.map((ms) => Math.round((1000 * perBlock) / ms));
  return [
    line(`${what}, one at a time`, latencies, `${show(latencies[0])} ms, stompit ${show(latencies[1])} ms`),
    line(`${what}, ${agentCount} at a time`, times, `${perSecond} per second, stompit ${rivalPerSecond}`),
  ];
}

function line(what: string, [ours, rival]: [number, number], values: string): string {
  return `${what.padEnd(36)} ${values.padEnd(40)} ${(ours / rival).toFixed(2)} times (bound: ${bound})`;
}

function show(ms: number): string {
  return ms.toFixed(3);
}

/** Medians of what both return; they take turns, so that noise hits both. */
async function inTurn(ours: () => Promise<number>, rival: () => Promise<number>): Promise<[number, number]> {
  const results: [number[], number[]] = [[], []];
  for (let block = 0; block < warmUpBlocks + blocks; block += 1) {
    results[0].push(await ours());
    results[1].push(await rival());
  }
  const [us, them] = results.map((values) => median(values.slice(warmUpBlocks)));
  return [us ?? 0, them ?? 0];
}

/** Milliseconds for a command while nothing else goes on. */
async function latency(run: Run, agentId: string): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < perBlock; time += 1) {
    const start = performance.now();
    await run(agentId, time);
    times.push(performance.now() - start);
  }
  return median(times);
}

/** Milliseconds for a block of commands, as many at a time as there are agents. */
async function timeOfAll(run: Run, agentIds: readonly string[]): Promise<number> {
  const start = performance.now();
  await Promise.all(
    agentIds.map(async (agentId) => {
      for (let time = 0; time < perBlock / agentIds.length; time += 1) {
        await run(agentId, time);
      }
    }),
  );
  return performance.now() - start;
}

async function startGc(): Promise<[ChildProcess, number]> {
  const gc = fork(path.join(__dirname, 'gc.ts'), { execArgv: ['--import', 'tsx'] });
  const [port] = (await once(gc, 'message')) as [number];
  return [gc, port];
}

/** Those of ./gc.ts. */
function agentsFrom(first: number): string[] {
  return Array.from({ length: agentCount }, (_, index) => String(10_000 + first + index));
}

function extensionOf(agentId: string): string {
  return String(Number(agentId) + 10_000);
}

import { createRequire } from 'node:module';
import type * as TraceModule from '../lib/trace';
import { median, type Bench } from './measure';
import { startRecording } from './recording';
import { checkedTraces } from './trace/checked-traces';
import { costOfRecording } from './trace/cost-of-recording';

const load = createRequire(__filename);
const { KeptEvent, Redactor } = load('../dist/lib/trace') as typeof TraceModule;

const perBlock = 10_000;
const blocks = 15;
/** Passwords that are looked for in each line. */
const secrets = 100;

/**
 * What recording adds to what an event costs in a client; rival: the same client without. What a line costs, how long
 * large and hostile bodies take, and how large traces are checked.
 */
export const trace: Bench = async () => {
  const bodies = await recordBodies();
  return [
    ...(await costOfRecording(bodies)),
    costOfLines(bodies, true),
    costOfLines(bodies, false),
    ...(await checkedTraces(bodies)),
  ];
};

function costOfLines(bodies: readonly string[], standIns: boolean): string {
  const costs = Array.from({ length: blocks }, () => {
    const redactor = new Redactor({ standIns, destination: 'bench' });
    for (let index = 0; index < secrets; index += 1) {
      redactor.secrets.learn(`password-${(index * 7919) % 1000}`);
    }
    const kept = bodies.map((body, index) => new KeptEvent(messageOf(body, index), '127.0.0.1:61613', false));
    return cost(() => {
      for (const entry of kept) {
        entry.line(redactor);
      }
    });
  });
  const length = bodies.reduce((sum, body) => sum + body.length, 0) / bodies.length;
  const what = standIns ? 'with stand-ins' : 'without secrets';
  return (
    `a line ${what}`.padEnd(34) +
    `${median(costs).toFixed(2)} us; its body has ${length.toFixed()} characters`
  );
}

/** Microseconds of the processor per event. */
function cost(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / perBlock;
}

/** What a simulated GC publishes on one of its busy days. */
async function recordBodies(): Promise<string[]> {
  const { simulator, bodies, pass } = await startRecording();
  try {
    simulator.startLoad({ agents: 100, handleTime: 60 });
    while (bodies.length < perBlock) {
      await pass();
    }
    return bodies.slice(0, perBlock);
  } finally {
    await simulator.close();
  }
}

function messageOf(body: string, index: number): TraceModule.ReceivedMessage {
  return {
    body,
    id: `ID:bench-40000-1764410000000-2:1:-1:1:${index}`,
    publishedAt: 1764410000000,
    redelivered: false,
  };
}

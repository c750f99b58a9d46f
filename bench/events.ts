import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startActiveMq } from '../test/support/activemq';
import { median, type Bench } from './measure';
import { openPublisher, publish } from './publisher';
import { startRecording } from './recording';

const destination = 'bench';
const perBlock = 10_000;
/** What is measured is how it goes on, not how it begins: both have been compiled by then. */
const warmUpBlocks = 8;
const blocks = 15;
const bound = 1.3;
/** With figures, an event may cost so much more than without. */
const figuresBound = 1.15;
const limitMs = 60_000;

/** Each in a process of its own; ours is the first. */
const subscribers = ['ours', 'stompit', 'stomp-node', 'figures'] as const;

/**
 * What an event of GC costs the processor, from ActiveMQ's topic into a flow of a whole Node-RED, through gc-connection
 * and gc-event-in. Rival: stompit alone, which reads the same events from the same topic at the same time with
 * `JSON.parse`; for comparison the same as a node in a Node-RED of its own. Events are those of a busy centre. At the same
 * time, another one of ours counts figures, too.
 */
export const events: Bench = async () => {
  const bodies = await recordEvents();
  const broker = await startActiveMq();
  const publisher = await openPublisher(broker.port);
  const children = subscribers.map((who) => start(who, broker.port));
  try {
    await Promise.all(children.map(nextMessage));
    const costs: number[][] = [];
    for (let block = 0; block < warmUpBlocks + blocks; block += 1) {
      const told = Promise.all(children.map(nextMessage));
      await publish(publisher, destination, bodies);
      costs.push((await told).map((cpu) => cpu / perBlock));
    }
    return describe(costs.slice(warmUpBlocks));
  } finally {
    publisher.destroy();
    for (const child of children) {
      child.kill();
    }
    await broker.stop();
  }
};

function describe(costs: readonly number[][]): string[] {
  const cost = (who: number) => `${median(costs.map((block) => block[who] ?? Number.NaN)).toFixed(1)} us`;
  const ratio = (rival: number, who = 0) =>
    `${median(costs.map((block) => (block[who] ?? Number.NaN) / (block[rival] ?? Number.NaN))).toFixed(2)} times`;
  return [
    `into a flow                ${cost(0)} of the processor per event`,
    `bare stompit               ${cost(1)}; we: ${ratio(1)} (bound: ${bound})`,
    `as a node, into a flow     ${cost(2)}; we: ${ratio(2)}`,
    `with figures               ${cost(3)}; ${ratio(0, 3)} without (bound: ${figuresBound})`,
  ];
}

/** What a simulated GC publishes on one of its busy days. */
async function recordEvents(): Promise<string[]> {
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

/** It tells when its subscription stands, and after each block how many microseconds of the processor that took. */
function start(who: (typeof subscribers)[number], port: number): ChildProcess {
  const script = path.join(__dirname, 'events', `${who}.ts`);
  return fork(script, [String(port), destination, String(perBlock)], { execArgv: ['--import', 'tsx'] });
}

async function nextMessage(child: ChildProcess): Promise<number> {
  const [message] = (await once(child, 'message', { signal: AbortSignal.timeout(limitMs) })) as [number];
  return message;
}

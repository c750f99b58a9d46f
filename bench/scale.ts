import { setTimeout as delay } from 'node:timers/promises';
import type { StompitClient } from '../lib/stomp/frames/stompit';
import { startActiveMq } from '../test/support/activemq';
import { median, type Bench } from './measure';
import { openPublisher, publish } from './publisher';
import { recordCentre, type Centre } from './scale/centre';
import { NodeRed, type Report } from './scale/child';

const sizes = [200, 1000, 5000];
const many = 4;
const perBlock = 10_000;
/** What is measured is how it goes on, not how it begins: it has been compiled by then. */
const warmUpBlocks = 3;
const blocks = 5;
const pacedMs = 10_000;
const tickMs = 20;

/**
 * How far one whole Node-RED with 200 of our nodes goes, with the simulator's load on a real ActiveMQ: each centre at
 * its own pace, and as fast as it can be published; and 4 Node-REDs with destinations of their own, against one of them.
 */
export const scale: Bench = async () => {
  const broker = await startActiveMq();
  const publisher = await openPublisher(broker.port);
  try {
    const lines: string[] = [];
    for (const agents of sizes) {
      lines.push(...(await growing(agents, broker.port, publisher)));
    }
    return [...lines, ...(await sideBySide(broker.port, publisher))];
  } finally {
    publisher.destroy();
    await broker.stop();
  }
};

/** One Node-RED for so many agents. */
async function growing(agents: number, port: number, publisher: StompitClient): Promise<string[]> {
  const centre = await recordCentre(agents, perBlock);
  const nodeRed = await NodeRed.start(port, `scale-${agents}`);
  try {
    const heap = await nodeRed.heap();
    await atFullSpeed(nodeRed, centre.opening, publisher);
    const perAgent = ((await nodeRed.heap()) - heap) / agents;
    const full: Report[] = [];
    for (let block = 0; block < warmUpBlocks + blocks; block += 1) {
      full.push(await atFullSpeed(nodeRed, centre.day, publisher));
    }
    const paced = await atItsPace(nodeRed, centre, publisher);
    return describe(centre, perAgent, full.slice(warmUpBlocks), paced);
  } finally {
    nodeRed.stop();
  }
}

function describe(
  { agents, pace }: Centre,
  perAgent: number,
  full: readonly Report[],
  paced: Report,
): string[] {
  const rate = perBlock / (median(full.map(({ ms }) => ms)) / 1000);
  const cost = costOf(full);
  return [
    `${agents} agents, ${(perAgent / 1024).toFixed(1)} KB each`,
    `  at full speed     ${rate.toFixed(0)} events a second, ${cost.toFixed(1)} us of the processor each`,
    `  at their pace     ${pace.toFixed(1)} events a second, ${((pace * cost) / 1e4).toFixed(2)} % of a core, ` +
      `event loop p99 ${paced.delayMs.toFixed(1)} ms`,
  ];
}

/** The largest centre, shared by some Node-REDs. In turn, one of them works alone and all do. */
async function sideBySide(port: number, publisher: StompitClient): Promise<string[]> {
  const centre = await recordCentre((sizes.at(-1) ?? 0) / many, perBlock);
  const nodeReds: NodeRed[] = [];
  const publishTo = (some: readonly NodeRed[], bodies: readonly string[]) =>
    Promise.all(some.map((nodeRed) => atFullSpeed(nodeRed, bodies, publisher)));
  try {
    for (let index = 0; index < many; index += 1) {
      nodeReds.push(await NodeRed.start(port, `scale-part-${index}`));
    }
    await publishTo(nodeReds, centre.opening);
    const reports: Record<'alone' | 'together', Report[]> = { alone: [], together: [] };
    for (let block = 0; block < warmUpBlocks + blocks; block += 1) {
      const alone = await publishTo(nodeReds.slice(0, 1), centre.day);
      const together = await publishTo(nodeReds, centre.day);
      if (block >= warmUpBlocks) {
        reports.alone.push(...alone);
        reports.together.push(...together);
      }
    }
    const [alone, together] = [costOf(reports.alone), costOf(reports.together)];
    return [
      `${many} Node-REDs for ${centre.agents} agents each, with destinations of their own`,
      `  one of them alone ${alone.toFixed(1)} us of the processor per event`,
      `  all together      ${together.toFixed(1)} us each: they carry at least ` +
        `${((many * alone) / together).toFixed(1)} times as much as one`,
    ];
  } finally {
    for (const nodeRed of nodeReds) {
      nodeRed.stop();
    }
  }
}

function atFullSpeed(nodeRed: NodeRed, bodies: readonly string[], publisher: StompitClient): Promise<Report> {
  return nodeRed.count(bodies.length, () => publish(publisher, nodeRed.destination, bodies));
}

/** As the centre would publish, for a while. */
function atItsPace(nodeRed: NodeRed, { day, pace }: Centre, publisher: StompitClient): Promise<Report> {
  const some = day.slice(0, (pace * pacedMs) / 1000);
  const publishSome = async () => {
    const begun = performance.now();
    let published = 0;
    while (published < some.length) {
      await delay(tickMs);
      const due = Math.ceil(((performance.now() - begun) / 1000) * pace);
      await publish(publisher, nodeRed.destination, some.slice(published, due));
      published = due;
    }
  };
  return nodeRed.count(some.length, publishSome, true);
}

/** Microseconds of the processor per event of a block. */
function costOf(reports: readonly Report[]): number {
  return median(reports.map(({ cpuUs }) => cpuUs / perBlock));
}

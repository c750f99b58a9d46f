import path from 'node:path';
import { startActiveMq } from '../test/support/activemq';
import { median, type Bench } from './measure';
import { openPublisher, publish } from './publisher';
import { NodeRed } from './scale/child';

const perBlock = 10_000;
const agents = 500;
/** What is measured is how it goes on, not how it begins: it has been compiled by then. */
const warmUpBlocks = 2;
const blocks = 5;
const bound = { rate: 5000, share: 0.7 };

/**
 * How fast one whole Node-RED takes events of a queue of ActiveMQ that are acknowledged when the flow says so, with a
 * flow of 5 ms and 50 events at once; against the same flow with events that are acknowledged when they are passed on.
 */
export const done: Bench = async () => {
  const broker = await startActiveMq();
  const publisher = await openPublisher(broker.port);
  const ways = ['passed-on', 'flow-says-so'] as const;
  const script = path.join(__dirname, 'done', 'node-red.ts');
  const nodeReds: NodeRed[] = [];
  try {
    for (const way of ways) {
      nodeReds.push(await NodeRed.start(broker.port, `VirtualTopic.bench.${way}`, script));
    }
    const rates: number[][] = [];
    for (let block = 0; block < warmUpBlocks + blocks; block += 1) {
      const measured: number[] = [];
      for (const nodeRed of nodeReds) {
        const { ms } = await nodeRed.count(perBlock, () => publish(publisher, nodeRed.destination, bodies()));
        measured.push(perBlock / (ms / 1000));
      }
      rates.push(measured);
    }
    const [passedOn = NaN, saidSo = NaN] = ways.map((_, index) =>
      median(rates.slice(warmUpBlocks).map((block) => block[index] ?? NaN)),
    );
    return [
      `passed on             ${passedOn.toFixed(0)} events a second`,
      `when the flow says so ${saidSo.toFixed(0)} events a second, ${(saidSo / passedOn).toFixed(2)} times ` +
        `(bound: ${bound.rate}, or ${bound.share} times)`,
    ];
  } finally {
    publisher.destroy();
    for (const nodeRed of nodeReds) {
      nodeRed.stop();
    }
    await broker.stop();
  }
};

function bodies(): string[] {
  return Array.from({ length: perBlock }, (_, index) =>
    JSON.stringify({ type: 'State', agentId: String(1000 + (index % agents)), state: 'READY' }),
  );
}

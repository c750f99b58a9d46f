import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ScriptedGc } from '../../test/support/scripted-gc';
import { median } from '../measure';
import { openPublisher, publish } from '../publisher';
import { endOfBlock, type HowRecorded } from './block';

const ways: readonly HowRecorded[] = ['off', 'memory', 'file', 'file without stand-ins'];
const destination = 'bench';
const perBlock = 5000;
const warmUpRounds = 4;
const rounds = 12;
const limitMs = 60_000;
const bound = 10;

/**
 * What an event costs the processor in a client, from the socket to a listener, and what recording adds. One client in a
 * process of its own takes blocks of the same events in turn; recorded into a file it writes them all before a block ends.
 */
export async function costOfRecording(bodies: readonly string[]): Promise<string[]> {
  const gc = await ScriptedGc.start({ destination, user: 'bench', password: 'watercolour' });
  const publisher = await openPublisher(gc.broker.port, { login: 'bench', passcode: 'watercolour' });
  const script = path.join(__dirname, 'recorded-client.ts');
  const child = fork(script, [String(gc.broker.port), destination], { execArgv: ['--import', 'tsx'] });
  try {
    await messageOf(child);
    const costs: Record<HowRecorded, number>[] = [];
    for (let round = 0; round < warmUpRounds + rounds; round += 1) {
      const from = (round * perBlock) % (bodies.length - perBlock + 1);
      const block = bodies.slice(from, from + perBlock);
      const ofRound: Partial<Record<HowRecorded, number>> = {};
      for (const how of ways) {
        const ready = messageOf(child);
        child.send(how);
        await ready;
        const used = messageOf(child);
        await publish(publisher, destination, [...block, endOfBlock]);
        ofRound[how] = Number(await used) / perBlock;
      }
      costs.push(ofRound as Record<HowRecorded, number>);
    }
    return describe(costs.slice(warmUpRounds));
  } finally {
    publisher.destroy();
    child.kill();
    await gc.close();
  }
}

/** Each round is compared with itself: what else the machine does changes from one to the next. */
function describe(costs: readonly Readonly<Record<HowRecorded, number>>[]): string[] {
  return ways.map((how) => {
    const cost = median(costs.map((round) => round[how]));
    const more = 100 * median(costs.map((round) => round[how] / round.off - 1));
    const compared = how === 'off' ? '' : `: ${more.toFixed(0)} % more (bound: ${bound} %)`;
    return `recorded: ${how}`.padEnd(34) + `${cost.toFixed(2)} us of the processor per event${compared}`;
  });
}

async function messageOf(child: ChildProcess): Promise<unknown> {
  const [message] = (await once(child, 'message', { signal: AbortSignal.timeout(limitMs) })) as [unknown];
  return message;
}

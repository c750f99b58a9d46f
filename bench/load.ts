import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startSimulator, SteppedClock } from '../lib/simulator';
import { StompConnection } from '../lib/stomp';
import type { Bench } from './measure';

const minutes = 10;
const stepMs = 100;
/** So many events may be on their way to the subscriber; the outbox of the simulator holds more. */
const mostUnderWay = 2000;

/**
 * 500 agents under load: how many events a second leave the engine, through the embedded broker, and arrive at a
 * subscriber, everything in one process; and whether the memory in use grows while ten minutes go by in the
 * simulation. Its clock goes as fast as the subscriber can follow.
 */
export const load: Bench = async () => {
  const clock = new SteppedClock();
  let left = 0;
  let arrived = 0;
  const simulator = await startSimulator({ clock, onLog: ({ kind }) => (left += kind === 'event' ? 1 : 0) });
  const subscriber = new StompConnection({ brokers: [{ host: '127.0.0.1', port: simulator.port }] });
  subscriber.subscribe({ destination: '/topic/gc-load', onMessage: () => (arrived += 1) });
  const follow = async (lag: number) => {
    while (left - arrived > lag) {
      await delay(0);
    }
  };
  try {
    await subscriber.connect();
    simulator.startLoad({ agents: 500, handleTime: 60 });
    const heap: number[] = [];
    let spentMs = 0;
    for (let minute = 0; minute < minutes; minute += 1) {
      const start = performance.now();
      for (let time = 0; time < 60_000; time += stepMs) {
        clock.advance(stepMs);
        await follow(mostUnderWay);
      }
      await follow(0);
      spentMs += performance.now() - start;
      heap.push(heapInUse());
    }
    const rate = (arrived / spentMs) * 1000;
    return [
      `events, 500 agents    ${rate.toFixed(0)} a second (bound: 2000), ${arrived} in all`,
      `heap in use           ${heap.at(0)?.toFixed(1)} MB after 1 minute, ${heap.at(-1)?.toFixed(1)} MB after ${minutes}`,
    ];
  } finally {
    await subscriber.close();
    await simulator.close();
  }
};

/** In MB, after all that is not in use has been cleared away. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { startSimulator, SteppedClock, type Simulator } from '../lib/simulator';

/** A simulated GC whose time passes when it is told to, and what it has published of agents and calls. */
export interface Recording {
  readonly simulator: Simulator;
  readonly bodies: string[];
  /** Lets a second pass. */
  readonly pass: () => Promise<void>;
}

/** Whoever starts it closes its simulator. */
export async function startRecording(): Promise<Recording> {
  const bodies: string[] = [];
  const clock = new SteppedClock();
  const simulator = await startSimulator({
    clock,
    onLog: (entry) => {
      if (entry.kind === 'event' && entry.event?.type !== 'System') {
        bodies.push(entry.body);
      }
    },
  });
  const pass = async () => {
    clock.advance(1000);
    await nextTurn();
  };
  return { simulator, bodies, pass };
}

import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Holiday, Wanted } from '../../lib/calendar';

/** What became of a text: holidays, a reason in words, or something that it must never say. */
export interface IcsAnswer {
  readonly holidays?: readonly Holiday[];
  readonly problem?: string;
  readonly failure?: string;
}

/** After this, a text is given up. The nodes have more patience. */
const limitMs = 300;

/** Reads one text after the other as the nodes do it, in one thread for all: to start one for each takes too long. */
export class IcsThread {
  #worker: Worker | undefined;

  /** Undefined where the thread had to be ended: it took too long, or too much memory. */
  async read(text: string, wanted: Wanted): Promise<IcsAnswer | undefined> {
    const worker = (this.#worker ??= await started());
    worker.postMessage({ text, wanted });
    const limit = AbortSignal.timeout(limitMs);
    try {
      const [answer] = (await once(worker, 'message', { signal: limit })) as [IcsAnswer];
      return answer;
    } catch (error) {
      await this.end();
      if (limit.aborted || (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
        return undefined;
      }
      throw error;
    }
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}

async function started(): Promise<Worker> {
  const worker = new Worker(path.join(__dirname, 'ics-thread-worker.ts'), {
    execArgv: ['--require', 'tsx/cjs'],
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  await once(worker, 'message');
  return worker;
}

import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Phrase } from '../../common/phrase';
import type { Holiday } from '../calendar';
import { say } from '../phrases';
import { CalendarProblem } from './calendar-problem';
import type { Wanted } from './wanted';
import { TimeLimit } from './time-limit';

/** An entry may recur in a way that takes for ever to work out. */
const limitSeconds = 10;

const mostMegabytes = 128;

const extension = path.extname(__filename);

/** Where it is run from the sources, as the tests do, the worker has to read them. */
const execArgv = extension === '.ts' ? ['--require', 'tsx/cjs'] : [];

interface WorkerAnswer {
  readonly holidays?: readonly Holiday[];
  readonly problem?: Phrase;
}

/**
 * The holidays in an iCalendar file, read in a thread of its own within 10 s and 128 MB.
 *
 * Rejects with {@link CalendarProblem} where it cannot be read, or when the signal aborts.
 */
export async function holidaysIn(
  text: string,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<readonly Holiday[]> {
  const limit = new TimeLimit(signal, limitSeconds);
  const worker = new Worker(path.join(__dirname, `ics-worker${extension}`), {
    execArgv,
    workerData: { text, wanted },
    resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  });
  try {
    const [{ holidays, problem }] = (await once(worker, 'message', { signal: limit.signal })) as [
      WorkerAnswer,
    ];
    if (holidays === undefined) {
      throw new CalendarProblem(problem ?? say('notACalendar'));
    }
    return holidays;
  } catch (error) {
    throw error instanceof CalendarProblem ? error : new CalendarProblem(problemOf(error, limit, signal));
  } finally {
    limit.clear();
    await worker.terminate();
  }
}

function problemOf(error: unknown, { isOver }: TimeLimit, { aborted }: AbortSignal): Phrase {
  if (aborted || isOver) {
    return aborted ? say('ended') : say('tooSlow', { seconds: limitSeconds });
  }
  const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  return isTooLarge ? say('tooMuchMemory', { megabytes: mostMegabytes }) : say('notACalendar');
}

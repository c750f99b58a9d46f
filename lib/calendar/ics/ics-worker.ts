import { parentPort, workerData } from 'node:worker_threads';
import { CalendarProblem } from './calendar-problem';
import { readIcs } from './read-ics';
import type { Wanted } from './wanted';

/** Reads the text that it is given, apart from the thread with the calls. */
async function answer({ text, wanted }: { text: string; wanted: Wanted }): Promise<object> {
  const { default: ical } = await import('ical.js');
  try {
    return { holidays: readIcs(ical, text, wanted) };
  } catch (error) {
    if (error instanceof CalendarProblem) {
      return { problem: error.phrase };
    }
    throw error;
  }
}

void answer(workerData as { text: string; wanted: Wanted }).then((answered) => {
  parentPort?.postMessage(answered);
});

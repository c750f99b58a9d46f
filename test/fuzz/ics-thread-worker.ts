import { inspect } from 'node:util';
import { parentPort } from 'node:worker_threads';
import { CalendarProblem, type Wanted } from '../../lib/calendar';
import { readIcs } from '../../lib/calendar/ics/read-ics';
import type { IcsAnswer } from './ics-thread';

async function serve(): Promise<void> {
  const { default: ical } = await import('ical.js');
  const answer = ({ text, wanted }: { text: string; wanted: Wanted }): IcsAnswer => {
    try {
      return { holidays: readIcs(ical, text, wanted) };
    } catch (error) {
      return error instanceof CalendarProblem ? { problem: error.message } : { failure: inspect(error) };
    }
  };
  parentPort?.on('message', (question: { text: string; wanted: Wanted }) => {
    const answered = answer(question);
    const polluted = Object.keys(Object.prototype);
    parentPort?.postMessage(
      polluted.length === 0 ? answered : { failure: `Every object has ${polluted.join()}.` },
    );
  });
  parentPort?.postMessage('ready');
}

void serve();

import type { Progress } from '../live';
import { severityMark } from '../report/text-report';

const clearLine = '\r\u001B[2K';

/** Shows how a live check goes on: a line for each step. `isTerminal`: also what is under way. */
export function liveProgress(write: (text: string) => void, isTerminal: boolean): Progress {
  const clear = isTerminal ? clearLine : '';
  return {
    started: (title) => {
      if (isTerminal) {
        write(`${clear}...      ${title}`);
      }
    },
    said: (line) => {
      write(`${clear}         ${line}\n`);
    },
    ended: (title, { severity }) => {
      write(`${clear}${severityMark(severity, isTerminal)} ${title}\n`);
    },
  };
}

import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import path from 'node:path';
import { say } from '../phrases';
import { CalendarProblem } from './calendar-problem';
import { textOf } from './text-of';

/**
 * The text of an iCalendar file in a folder, or in one below, of at most 1 MB. Links that lead out of the folder do not
 * count.
 *
 * Rejects with {@link CalendarProblem} where it cannot be read.
 */
export async function readIcsFile(folder: string, name: string): Promise<string> {
  try {
    const root = await realpath(folder);
    const file = await realpath(path.resolve(root, name.trim()));
    if (!file.startsWith(root + path.sep)) {
      throw new CalendarProblem(say('outsideUserDir'));
    }
    return await read(file);
  } catch (error) {
    const { code = 'EIO' } = error as NodeJS.ErrnoException;
    throw error instanceof CalendarProblem ? error : new CalendarProblem(say('fileFails', { code }));
  }
}

async function read(file: string): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) {
      throw new CalendarProblem(say('notACalendar'));
    }
    return await textOf(handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>);
  } finally {
    await handle.close();
  }
}

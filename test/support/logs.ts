import { appendFileSync } from 'node:fs';
import path from 'node:path';

/** Adds to a log of this run, where somebody wants them: no password may be in any of them. */
export function keepLog(name: string, text: string): void {
  const folder = process.env['TEST_LOGS'];
  if (folder) {
    appendFileSync(path.join(folder, `${name}.log`), text);
  }
}

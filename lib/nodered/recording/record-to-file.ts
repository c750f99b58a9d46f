import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Node } from 'node-red';
import type { GcClient } from '../../client';
import { thrownText } from '../../protocol';
import { keepRecording } from './kept-recordings';
import type { RecordingPlan } from './recording-plan';
import { removeOldTraces, traceFile } from './trace-folder';

/** Records a client from its start, as its connection is configured for. The log says so, and where the file is. */
export function recordToFile(client: GcClient, { folder, ...options }: RecordingPlan, node: Node): void {
  const name = traceFile(node.id, new Date());
  const file = path.join(folder, name);
  const isFolder = makeFolder(folder);
  keepRecording(node.id, client.recordToFile(file, options), options.standIns);
  const where = `Recording what goes between this connection and GC into ${file}`;
  if (options.standIns) {
    node.log(`${where}, with stand-ins for telephone numbers, names and call variables.`);
  } else {
    node.warn(`${where}, with telephone numbers, names and call variables as they are.`);
  }
  if (isFolder) {
    removeOldTraces(folder, node.id, name).catch((error: unknown) => {
      node.warn(`Old traces could not be removed from ${folder}: ${thrownText(error)}`);
    });
  }
}

/** Returns whether the folder is there. Where it cannot be, the recording fails, and says why. */
function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

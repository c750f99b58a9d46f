import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Node } from 'node-red';
import type { GcClient } from '../../client';
import { thrownText } from '../../protocol';
import { keepRecording } from './kept-recordings';
import type { RecordingPlan } from './recording-plan';
import { removeOldTraces, traceFile } from './trace-folder';

/** Records a client from its start, as its connection is configured. The log has the file, and when the recording ends. */
export function recordToFile(client: GcClient, { folder, ...options }: RecordingPlan, node: Node): void {
  const name = traceFile(node.id, new Date());
  const file = path.join(folder, name);
  const isFolder = makeFolder(folder);
  keepRecording(node.id, client.recordToFile(file, options), options.standIns, (end) => {
    node.log(`The recording in ${file} ${end}.`);
  });
  const what = 'telephone numbers, names and call variables';
  if (options.standIns) {
    node.log(`Recording the messages to and from GC in ${file}, with stand-ins for ${what}.`);
  } else {
    node.warn(
      `Recording the messages to and from GC in ${file}, without stand-ins: the file has real ${what}.`,
    );
  }
  if (isFolder) {
    removeOldTraces(folder, node.id, name).catch((error: unknown) => {
      node.warn(`Old traces could not be removed from ${folder}: ${thrownText(error)}`);
    });
  }
}

/** Returns whether the folder is there. If it cannot be made, the recording fails, and the log says why. */
function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Node } from 'node-red';
import type { GcClient } from '../../client';
import { keepRecording } from './kept-recordings';
import type { RecordingPlan } from './recording-plan';
import { removeOldTraces, traceFile } from './trace-folder';
import { errorText, inLanguage } from '../language/in-language';
import { log } from '../language/phrases';

/** Records a client from its start, as its connection is configured. The log has the file, and when the recording ends. */
export function recordToFile(client: GcClient, { folder, ...options }: RecordingPlan, node: Node): void {
  const name = traceFile(node.id, new Date());
  const file = path.join(folder, name);
  const isFolder = makeFolder(folder);
  keepRecording(node.id, client.recordToFile(file, options), options.standIns, (end) => {
    node.log(inLanguage(log('recordingEnded', { file, ...end })));
  });
  if (options.standIns) {
    node.log(inLanguage(log('recordingWith', { file })));
  } else {
    node.warn(inLanguage(log('recordingWithout', { file })));
  }
  if (isFolder) {
    removeOldTraces(folder, node.id, name).catch((error: unknown) => {
      node.warn(inLanguage(log('oldTracesStay', { folder, why: errorText(error) })));
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

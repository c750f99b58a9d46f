import type { NodeAPI } from 'node-red';
import { printable } from '../../protocol';
import { connectionAt } from '../lookup/find-connections';
import { RouteError } from '../routes/admin-routes';
import {
  isInFile,
  keepRecording,
  keptRecording,
  makeRoomFor,
  mostRecordings,
  runningRecording,
} from './kept-recordings';

/** What a user may choose. */
export interface RecordingChoices {
  readonly standIns: boolean;
  readonly whenFull: 'drop-oldest' | 'stop';
}

/**
 * Records a connection for a user, whom the log names.
 *
 * @throws {RouteError} 404 where there is no such connection, 409 where it is being recorded, 429 where too many are.
 * @throws {GcError} GC_CLOSED
 */
export function startRecording(RED: NodeAPI, id: string, choices: RecordingChoices, user: string): void {
  const connection = connectionAt(RED, id);
  if (runningRecording(id) !== undefined) {
    throw new RouteError(409, 'This connection is being recorded. Stop that recording first.');
  }
  if (!makeRoomFor(id)) {
    throw new RouteError(429, `${mostRecordings} connections are being recorded. Stop one of them first.`);
  }
  const recording = connection.record(choices);
  keepRecording(id, recording, choices.standIns);
  const how = choices.standIns ? 'with' : 'without';
  log(RED, id, user, `has started to record, ${how} stand-ins for numbers, names and call variables`);
}

/**
 * Ends the recording of a connection for a user, whom the log names. What was recorded stays.
 *
 * @throws {RouteError} 404 where nothing is being recorded.
 */
export async function stopRecording(RED: NodeAPI, id: string, user: string): Promise<void> {
  const recording = runningRecording(id);
  if (recording === undefined) {
    throw new RouteError(404, 'This connection is not being recorded.');
  }
  await recording.stop();
  log(RED, id, user, 'has stopped recording');
}

/**
 * What was recorded of a connection until now, for a user, whom the log names.
 *
 * @throws {RouteError} 404 where nothing was recorded, 409 where it is in a file.
 */
export function recordedLines(RED: NodeAPI, id: string, user: string): Iterable<string> {
  const recording = keptRecording(id);
  if (recording === undefined) {
    throw new RouteError(404, 'Nothing was recorded of this connection.');
  }
  if (isInFile(recording)) {
    throw new RouteError(
      409,
      "This recording is in a file on the machine of Node-RED. Node-RED's log names it.",
    );
  }
  log(RED, id, user, 'downloads what was recorded');
  return recording.lines();
}

function log(RED: NodeAPI, id: string, user: string, what: string): void {
  const { name } = (RED.nodes.getNode(id) ?? {}) as { name?: unknown };
  const label = typeof name === 'string' && name !== '' ? `${printable(name)} (${id})` : id;
  RED.log.info(`[gc-connection] The user "${user}" ${what}: ${label}.`);
}

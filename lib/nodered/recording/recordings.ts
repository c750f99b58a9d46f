import type { NodeAPI } from 'node-red';
import type { Phrase } from '../../common/phrase';
import { printable } from '../../protocol';
import { inLanguage } from '../language/in-language';
import { log, refuse } from '../language/phrases';
import { connectionAt } from '../lookup/find-connections';
import { RouteError, type RouteAnswer } from '../routes/admin-routes';
import {
  hasRoom,
  isInFile,
  keepRecording,
  keptRecording,
  mostRecordings,
  runningRecording,
} from './kept-recordings';

/** What a user may choose. */
export interface RecordingChoices {
  readonly standIns: boolean;
  readonly whenFull: 'drop-oldest' | 'stop';
}

/**
 * Records a connection for a user, whom the log names: with stand-ins where the connection conceals what is personal.
 *
 * @throws {RouteError} 404 where there is no such connection, 409 where it is being recorded, 429 where too many are.
 * @throws {GcError} GC_CLOSED
 */
export function startRecording(RED: NodeAPI, id: string, chosen: RecordingChoices, user: string): void {
  const connection = connectionAt(RED, id);
  const choices = { ...chosen, standIns: chosen.standIns || connection.privacy !== undefined };
  if (runningRecording(id) !== undefined) {
    throw new RouteError(409, refuse('alreadyRecorded'));
  }
  if (!hasRoom()) {
    throw new RouteError(429, refuse('tooManyRecorded', { most: mostRecordings }));
  }
  const recording = connection.record(choices);
  const label = labelOf(RED, id);
  keepRecording(id, recording, choices.standIns, (end) => {
    write(RED, log('recordingOfEnded', { connection: label, ...end }));
  });
  const name = choices.standIns ? 'userRecordsWith' : 'userRecordsWithout';
  write(RED, log(name, { user, connection: label }));
}

/**
 * Ends the recording of a connection for a user, whom the log names. What was recorded stays.
 *
 * @throws {RouteError} 404 where nothing is being recorded.
 */
export async function stopRecording(RED: NodeAPI, id: string, user: string): Promise<void> {
  const recording = runningRecording(id);
  if (recording === undefined) {
    throw new RouteError(404, refuse('notRecorded'));
  }
  await recording.stop();
  write(RED, log('userStops', { user, connection: labelOf(RED, id) }));
}

/**
 * What was recorded of a connection until now, in memory or in files, for a user, whom the log names.
 *
 * @throws {RouteError} 404 where nothing was recorded.
 * @throws {GcError} GC_RECORDING_FAILED if its files cannot be read.
 */
export async function recordedContent(
  RED: NodeAPI,
  id: string,
  user: string,
): Promise<Pick<RouteAnswer, 'lines' | 'stream'>> {
  const recording = keptRecording(id);
  if (recording === undefined) {
    throw new RouteError(404, refuse('noRecording'));
  }
  const content = isInFile(recording) ? { stream: await recording.read() } : { lines: recording.lines() };
  write(RED, log('userDownloads', { user, connection: labelOf(RED, id) }));
  return content;
}

function write(RED: NodeAPI, line: Phrase): void {
  RED.log.info(`[gc-connection] ${inLanguage(line)}`);
}

function labelOf(RED: NodeAPI, id: string): string {
  const { name } = (RED.nodes.getNode(id) ?? {}) as { name?: unknown };
  return typeof name === 'string' && name !== '' ? `${printable(name)} (${id})` : id;
}

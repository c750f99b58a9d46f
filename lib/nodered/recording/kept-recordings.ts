import type { Recording } from '../../client';

/** The last recording of a connection, as it stands. */
export interface RecordingState {
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  /** Absent while it runs. */
  readonly endedAt?: number | undefined;
  readonly ended?: Recording['ended'];
  readonly bytes: number;
  readonly entries: number;
  /** Entries that had to make room for later ones. */
  readonly dropped: number;
  readonly standIns: boolean;
  /** Whether it is written to a file as well, as the connection is configured. */
  readonly toFile: boolean;
}

interface Kept {
  readonly recording: Recording;
  readonly standIns: boolean;
  readonly toFile: boolean;
  /** When it was seen first that the recording has ended. */
  endedAt?: number;
}

/** Each of them has up to 10 MB. */
export const mostRecordings = 5;

/** The last recording of each connection, by the id of its node, the oldest first: it outlives the connection. */
const kept = new Map<string, Kept>();

/** The last recording of a connection; undefined where there is none. */
export function recordingOf(id: string): RecordingState | undefined {
  const found = kept.get(id);
  if (found === undefined) {
    return undefined;
  }
  const { recording, standIns, toFile } = found;
  const { startedAt, bytes, entries, dropped, ended } = recording;
  if (ended !== undefined) {
    found.endedAt ??= Date.now();
  }
  return { startedAt, endedAt: found.endedAt, ended, bytes, entries, dropped, standIns, toFile };
}

/** Keeps a recording in the place of the one that its connection had before. */
export function keepRecording(
  id: string,
  recording: Recording,
  how: { readonly standIns: boolean; readonly toFile: boolean },
): void {
  kept.delete(id);
  kept.set(id, { recording, ...how });
}

/** For a connection that there will not be again. */
export function forgetRecording(id: string): void {
  kept.delete(id);
}

/** The recording itself. */
export function keptRecording(id: string): Recording | undefined {
  return kept.get(id)?.recording;
}

/** The recording of a connection that runs. */
export function runningRecording(id: string): Recording | undefined {
  const recording = keptRecording(id);
  return recording?.ended === undefined ? recording : undefined;
}

/**
 * Makes room for the recording of a connection: forgets the oldest that has ended. Returns whether there is room, that
 * is, whether not too many run.
 */
export function makeRoomFor(id: string): boolean {
  if (kept.has(id) || kept.size < mostRecordings) {
    return true;
  }
  const oldest = [...kept.keys()].find((other) => runningRecording(other) === undefined);
  return oldest !== undefined && kept.delete(oldest);
}

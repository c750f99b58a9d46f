import type { EndOfRecording, FileRecording, Recording } from '../../client';
import type { Phrase } from '../../common/phrase';
import { log } from '../language/phrases';

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
  /** Whether it is in a file, as the connection is configured, and not in memory. */
  readonly toFile: boolean;
}

interface Kept {
  readonly recording: Recording | FileRecording;
  readonly standIns: boolean;
}

/** Stopping by a user and failures of the disk are logged where they happen. */
const reasons: Readonly<Partial<Record<EndOfRecording, Phrase>>> = {
  full: log('full'),
  time: log('time'),
  closed: log('closed'),
};

/** Of those in memory: each of them has up to 10 MB. */
export const mostRecordings = 5;

/** The last recording of each connection, by the id of its node, the oldest first: it outlives the connection. */
const kept = new Map<string, Kept>();

const watchers = new Set<() => void>();

/** The last recording of a connection; undefined where there is none. */
export function recordingOf(id: string): RecordingState | undefined {
  const found = kept.get(id);
  if (found === undefined) {
    return undefined;
  }
  const { recording, standIns } = found;
  const { startedAt, endedAt, bytes, entries, dropped, ended } = recording;
  const toFile = isInFile(recording);
  return { startedAt, endedAt, ended, bytes, entries, dropped, standIns, toFile };
}

/** What the log says of a recording that has ended by itself. */
export interface LoggedEnd {
  readonly why: Phrase;
  readonly entries: number;
  readonly megabytes: string;
}

/**
 * Keeps a recording in the place of the one that its connection had before; of too many in memory, the oldest that has
 * ended is forgotten. When it ends by itself, `onEnd` is told why, and how much it has.
 */
export function keepRecording(
  id: string,
  recording: Recording | FileRecording,
  standIns: boolean,
  onEnd: (end: LoggedEnd) => void,
): void {
  kept.delete(id);
  if (!isInFile(recording)) {
    makeRoom();
  }
  kept.set(id, { recording, standIns });
  tellWatchers();
  recording.finished
    .then((ended) => {
      const why = reasons[ended];
      if (why !== undefined) {
        const megabytes = (recording.bytes / 1_000_000).toFixed(1);
        onEnd({ why, entries: recording.entries, megabytes });
      }
      tellWatchers();
    })
    .catch(() => undefined); // A log that throws must not end Node-RED.
}

/** Calls back when the recording of some connection has begun or ended. Returns what ends that. */
export function watchRecordings(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => {
    watchers.delete(onChange);
  };
}

function tellWatchers(): void {
  watchers.forEach((onChange) => {
    onChange();
  });
}

/** For a connection that there will not be again. */
export function forgetRecording(id: string): void {
  kept.delete(id);
}

/** The recording itself. */
export function keptRecording(id: string): Recording | FileRecording | undefined {
  return kept.get(id)?.recording;
}

/** The recording of a connection that runs. */
export function runningRecording(id: string): Recording | FileRecording | undefined {
  const recording = keptRecording(id);
  return recording?.ended === undefined ? recording : undefined;
}

/** Whether a recording is in a file, and not in memory. */
export function isInFile(recording: Recording | FileRecording): recording is FileRecording {
  return 'file' in recording;
}

/** Whether one more connection can be recorded in memory, that is, whether not too many are. */
export function hasRoom(): boolean {
  return inMemory().filter(([, { ended }]) => ended === undefined).length < mostRecordings;
}

function makeRoom(): void {
  const recordings = inMemory();
  const oldest = recordings.find(([, { ended }]) => ended !== undefined);
  if (recordings.length >= mostRecordings && oldest !== undefined) {
    kept.delete(oldest[0]);
  }
}

function inMemory(): [id: string, recording: Recording][] {
  return [...kept].flatMap(([id, { recording }]) =>
    isInFile(recording) ? [] : [[id, recording] as [string, Recording]],
  );
}

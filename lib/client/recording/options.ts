import { checkChoice, checkNumber, invalidOption, longestMs } from '../configuration';

/** What is recorded, and how much of it. */
export interface RecordingOptions {
  /**
   * Whether telephone numbers, extensions, names, texts and the values of call variables are replaced by stand-ins of the
   * same shape; default true. Equal values have equal stand-ins throughout a recording. Ids of agents, calls, teams and
   * phonebooks, codes, states, times and the names of call variables stay. Passwords and tokens are always taken out. With
   * the client's option `privacy`, it is always true.
   */
  readonly standIns?: boolean | undefined;
  /** Bytes of all lines, from 10 000 to 1 000 000 000; default 10 000 000. */
  readonly maxBytes?: number | undefined;
  /** Of how much time it has entries, in milliseconds, from 1 000 to a week; default an hour. */
  readonly maxMs?: number | undefined;
  /**
   * What happens beyond these bounds: the oldest entries make room for new ones (`drop-oldest`, the default), or the
   * recording ends (`stop`).
   */
  readonly whenFull?: 'drop-oldest' | 'stop' | undefined;
}

export interface RecordingSettings {
  readonly standIns: boolean;
  readonly maxBytes: number;
  readonly maxMs: number;
  readonly whenFull: 'drop-oldest' | 'stop';
}

const defaultMaxBytes = 10_000_000;
const defaultMaxMs = 3_600_000;

/** @throws {GcError} GC_INVALID_CONFIGURATION */
export function checkRecording({
  standIns = true,
  maxBytes = defaultMaxBytes,
  maxMs = defaultMaxMs,
  whenFull = 'drop-oldest',
}: RecordingOptions): RecordingSettings {
  if (typeof (standIns as unknown) !== 'boolean') {
    throw invalidOption('standIns must be true or false');
  }
  return {
    standIns,
    maxBytes: checkNumber('the size of a recording (maxBytes)', maxBytes, {
      least: 10_000,
      most: 1_000_000_000,
      whole: true,
    }),
    maxMs: checkNumber('the time of a recording (maxMs)', maxMs, { least: 1000, most: longestMs }),
    whenFull: checkChoice('whenFull', whenFull, ['drop-oldest', 'stop']),
  };
}

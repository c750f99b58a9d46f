import path from 'node:path';
import { flagOr, numberOr, oneOf, textOf, type SavedField } from '../fields/config-fields';

/** What the dialog of gc-connection saves of the recording that begins with the connection. */
export interface RecordingConfig {
  record?: boolean;
  /** A relative one is below Node-RED's user directory. */
  recordFolder?: string;
  recordStandIns?: boolean;
  recordWhenFull?: string;
  recordMegabytes?: SavedField;
  recordMinutes?: SavedField;
}

/** How a connection is recorded into files, from its start. */
export interface RecordingPlan {
  /** An absolute path. */
  readonly folder: string;
  readonly standIns: boolean;
  readonly whenFull: 'drop-oldest' | 'stop';
  readonly maxBytes: number;
  readonly maxMs: number;
}

/**
 * Reads what the dialog has saved; undefined where nothing is to be recorded. What is private has stand-ins in any case.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION, naming the field.
 */
export function readRecordingPlan(
  config: RecordingConfig,
  userDir: string | undefined,
  isPrivate = false,
): RecordingPlan | undefined {
  if (!flagOr(false, 'recording', config.record)) {
    return undefined;
  }
  const folder = textOf('recordFolder', config.recordFolder) ?? 'gc-traces';
  return {
    folder: path.resolve(userDir ?? '.', folder),
    standIns: flagOr(true, 'recordStandIns', config.recordStandIns) || isPrivate,
    whenFull: oneOf('recordWhenFull', config.recordWhenFull, ['drop-oldest', 'stop']),
    maxBytes: 1_000_000 * numberOr(10, 'recordMegabytes', config.recordMegabytes, [1, 1000]),
    maxMs: 60_000 * numberOr(60, 'recordMinutes', config.recordMinutes, [1, 10_080]),
  };
}

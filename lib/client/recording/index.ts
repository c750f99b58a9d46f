export type { EndOfRecording } from './active-recording';
export type { FileRecording } from './file-recording';
export type { RecordingOptions } from './options';
export { Recorder, type Recorded } from './recorder';
export { secretsInOptions } from './secrets-in-options';
export type { Recording } from './recording';

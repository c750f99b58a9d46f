export type { EndOfRecording } from './active-recording';
export type { FileRecording } from './file-recording';
export type { RecordingOptions } from './options';
export { Recorder, secretsInOptions, type Recorded } from './recorder';
export type { Recording } from './recording';

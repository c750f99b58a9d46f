export type { ActiveRecording, EndOfRecording } from './active-recording';
export type { CommandTrace } from './command-trace';
export type { RecordingOptions } from './options';
export { Recorder, secretsInOptions } from './recorder';
export { MemoryRecording, type Recording } from './recording';

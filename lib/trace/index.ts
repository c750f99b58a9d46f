export { traceVersion } from './entries';
export type {
  TracedCommand,
  TracedEvent,
  TracedGap,
  TracedHealth,
  TracedOutcome,
  TraceEntry,
  TraceHeader,
} from './entries';
export { packageVersion } from './package-version';
export { KnownTexts } from './privacy/known-texts';
export { isErrorCode, isKnownWord, staysInText } from './privacy/words';
export { redacted, Secrets } from './privacy/secrets';
export type { Replacement } from './privacy/stand-ins/stand-ins';
export type { PrivateTreatment } from './privacy/treatments';
export { Redactor, type RedactorOptions } from './privacy/redactor';
export { readTrace, type TraceLine } from './reading/read-trace';
export { KeptEvent, KeptLine, type KeptEntry, type ReceivedMessage } from './recording/kept-entry';
export { TraceBuffer, type BufferBounds } from './recording/trace-buffer';
export { limits } from './limits';
export { cutBody, lineOf, oneLine, timeOf } from './recording/write-line';

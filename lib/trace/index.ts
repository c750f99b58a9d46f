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
export { readTrace, type TraceLine } from './reading/read-trace';

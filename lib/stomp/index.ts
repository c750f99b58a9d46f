export { Backoff } from './backoff';
export { findProblemOfNumber, longestMs, timeFrom, type Bounds } from './bounds';
export { parseBrokerUrl } from './broker-url';
export { StompConnection } from './connection';
export { StompError, type StompErrorCode } from './errors';
export { runSafely } from './run-safely';
export { windowSize } from './window';
export type {
  BrokerAddress,
  ConnectionState,
  IncomingMessage,
  OutgoingMessage,
  StateChange,
  StompCounters,
  StompOptions,
  Subscription,
} from './types';

export { Backoff } from './brokers/backoff';
export { findProblemOfNumber, longestMs, timeFrom, type Bounds } from './bounds';
export { brokerName, parseBrokerUrl } from './brokers/broker-url';
export { StompConnection } from './connection';
export { StompError, type StompErrorCode } from './errors';
export * as stompPhrases from './phrases';
export { runSafely } from './run-safely';
export { windowSize } from './session/window';
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

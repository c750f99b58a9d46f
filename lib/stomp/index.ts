export { parseBrokerUrl } from './broker-url';
export { StompConnection } from './connection';
export { StompError, type StompErrorCode } from './errors';
export type {
  BrokerAddress,
  ConnectionState,
  IncomingMessage,
  OutgoingMessage,
  StateChange,
  StompOptions,
  Subscription,
} from './types';

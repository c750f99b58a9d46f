export { inTime, limited } from './in-time';
export { clientThatTries, tryBroker, tryGc, type BrokerResult, type GcResult } from './try-broker';
export { tryLogin, type LoginResult } from './try-login';

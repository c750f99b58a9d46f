export { inTime, limited } from './in-time';
export { checkLive } from './live-check';
export type { LiveOptions } from './options';
export type { Progress } from './step';
export { clientThatTries, tryBroker, tryGc, type BrokerResult, type GcResult } from './try-broker';
export { tryLogin, type LoginResult } from './try-login';

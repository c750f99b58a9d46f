export { checkCall } from './bring-back';
export { callEventsIn, isNews, type CallEvent } from './call-events';
export type { GcSide } from './gc-side';
export { Recovery, type CheckedLogouts, type RecoveryOptions } from './recovery';
export { SessionKeeper } from './session-keeper';
export { Sessions } from './sessions';

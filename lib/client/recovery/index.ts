export { checkCall } from './bring-back';
export { callEventsIn } from './call-events';
export { FoundEvents } from './found-events';
export { gcSideOf, type GcSide } from './gc-side';
export { Recovery, type CheckedLogouts, type RecoveryOptions } from './recovery';
export { SessionKeeper } from './session-keeper';
export { Sessions } from './sessions';
export { SilentCalls } from './silent-calls';

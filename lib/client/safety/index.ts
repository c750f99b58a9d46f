export type { CallingHours, Day } from './calling-hours';
export type { KnownDialogs } from './call-limit';
export { UsedKeys } from './repeated-key';
export type { OnOutcome } from './rule';
export { Safety, type SafetyRules } from './safety';

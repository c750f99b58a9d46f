export type { CallingCalendar, CallingHours, Day } from './calling-hours';
export type { KnownDialogs } from './call-limit';
export type { FirstOutcome } from './first-outcome';
export { Keys } from './keys';
export type { OnOutcome } from './rule';
export { Safety, type SafetyRules } from './safety';
export { StoreCare } from './store-care';

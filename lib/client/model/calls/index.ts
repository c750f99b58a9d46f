export { isBusy } from './busy-states';
export { CallCommands } from './call-commands';
export { Calls, type NamedLeg } from './calls';
export type { CallKind, CallOutcome, Direction, Leg, LegRole } from './leg';
export type { CallSnapshot, LegSnapshot, NamedLegSnapshot } from './snapshot';
export type { Recall } from './world';

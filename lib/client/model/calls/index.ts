export { Calls, type NamedLeg } from './calls';
export type { Recall } from './context';
export { aboutCall, seconds } from './events';
export { isGoingOn, type Leg } from './leg';
export type { CallSnapshot, LegSnapshot, NamedLegSnapshot } from './snapshot';

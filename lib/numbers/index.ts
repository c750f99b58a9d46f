/** Numbers as people write them, dialled as a telephone system wants them. */
export { countries, type Country } from './countries';
export { dialPlan, type DialledNumber, type DialPlan, type RefusedNumber } from './dial-plan';
export { sayOfDialPlan } from './phrases';
export type { DialPlanSettings } from './settings';

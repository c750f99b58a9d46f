export type { AgentSnapshot } from './agents';
export type { CallSnapshot } from './calls';
export { checkCommandQueue, checkDestination } from './destinations';
export { GcClient } from './gc-client';
export type { AgentLogin, GcClientOptions, Receipt, Snapshot } from './gc-client';
export type { BrokerCondition, Condition, GcCondition, Health } from './health';
export type { CommandOptions, Outcome } from './outcome';
export type { BrokerAddress } from '../stomp';

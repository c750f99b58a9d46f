export type { AgentSnapshot } from './agents';
export type {
  CallKind,
  CallOutcome,
  CallSnapshot,
  Direction,
  LegRole,
  LegSnapshot,
  NamedLegSnapshot,
} from './calls';
export type { Counters, LatencyHistogram } from './counters';
export type * from './derived-events';
export type { Delivery, QueueDelivery, TopicDelivery } from './delivery';
export { checkCommandQueue, checkDestination } from './destinations';
export { GcClient } from './gc-client';
export type { Snapshot } from './gc-client';
export type { BrokerCondition, Condition, GcCondition, Health } from './health';
export { forgetOldest } from './forget-oldest';
export type { AgentLogin } from './login';
export type { GcClientOptions } from './options';
export type { CommandOptions, Outcome } from './outcome';
export { prometheusText, type NamedSnapshot } from './prometheus';
export type { Receipt } from './receipt';
export type { RecoveryOptions } from './recovery';
export { UsedKeys, type CallingHours, type Day, type SafetyRules } from './safety';
export { confirmingEvents } from './site-confirmations';
export type { SiteConfirmation, SiteConfirmations } from './site-confirmations';
export type { TeamSnapshot } from './teams';
export type { EventListener } from './telling';
export type { TrackerSnapshot } from './tracker';
export { Backoff, type BrokerAddress } from '../stomp';

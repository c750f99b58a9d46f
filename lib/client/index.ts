export type { AgentSnapshot } from './model/agents';
export { aboutCall, seconds } from './model/calls';
export type { CallSnapshot, LegSnapshot, NamedLegSnapshot } from './model/calls';
export type { Counters, LatencyHistogram } from './metrics/counters';
export type {
  AboutCall,
  AgentStateChanged,
  CallAnswered,
  CallConferenced,
  CallDurations,
  CallEnded,
  CallHeld,
  CallKind,
  CallMissed,
  CallOffered,
  CallOutcome,
  CallRetrieved,
  CallTransferred,
  ConsultStarted,
  DerivedCallEvent,
  DerivedEvent,
  DerivedEventOf,
  DerivedEventType,
  Direction,
  LegRole,
  MissedReason,
  ParticipantChanged,
  WrapUpEnded,
  WrapUpStarted,
} from '../protocol';
export type { Delivery, QueueDelivery, TopicDelivery } from './delivery/delivery';
export { checkCommandQueue, checkDestination } from './connection/destinations';
export { GcClient } from './gc-client';
export type { Snapshot } from './gc-client';
export type { BrokerCondition, Condition, GcCondition, Health } from './connection/health';
export type { AgentLogin } from './commands/login';
export type { GcClientOptions } from './options';
export type { CommandOptions, Outcome } from './commands/outcome';
export { prometheusText, type NamedSnapshot } from './metrics/prometheus';
export type { Receipt } from './delivery/receipt';
export type { RecoveryOptions } from './recovery';
export { UsedKeys, type CallingHours, type Day, type SafetyRules } from './safety';
export { confirmingEvents } from './commands/site-confirmations';
export type { SiteConfirmation, SiteConfirmations } from './commands/site-confirmations';
export type { TeamSnapshot } from './model/teams';
export type { EventListener } from './delivery/hand-over';
export type { TrackerSnapshot } from './model/tracker';
export { Backoff, type BrokerAddress } from '../stomp';

export { SteppedClock, type Clock, type IncomingCall, type PreviewCall, type WhichCall } from './engine';
export {
  dialectForm,
  dialectNames,
  dialects,
  readDialect,
  readDialectFile,
  type Dialect,
  type DialectChanges,
  type DialectChoice,
  type DialectName,
} from './dialects';
export type { AgentTruth, CallTruth } from './engine/truth';
export { faults, type FaultName, type FaultOptions, type FaultParameter, type FaultRow } from './faults';
export type { Load, LoadOptions } from './load';
export type { SimulatorLogEntry } from './log';
export type { ReplaySource } from './replay';
export type { Fault, Simulator, SimulatorBroker, SimulatorOptions } from './simulator';
export {
  readSite,
  readSiteFile,
  readSiteText,
  type Site,
  type SiteAgent,
  type SiteQueue,
  type SiteContent,
  type SiteTeam,
} from './site';
export { startSimulator } from './start-simulator';

export type { IncomingCall } from './engine';
export type { SimulatorLogEntry } from './log';
export {
  startSimulator,
  type Fault,
  type Simulator,
  type SimulatorBroker,
  type SimulatorOptions,
} from './simulator';
export { readSite, type Site, type SiteAgent, type SiteTeam } from './site';

export { startBroker } from './broker';
export type { Broker, BrokerOptions } from './broker';
export { noFaults, type BrokerFaults } from './faults';
export type { Login } from './connection/handshake';

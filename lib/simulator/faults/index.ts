export { Faults } from './faults';
export {
  faultQuantities,
  faults,
  type FaultName,
  type FaultOptions,
  type FaultParameter,
  type FaultRow,
} from './table';

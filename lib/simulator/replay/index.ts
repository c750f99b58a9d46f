export { openTrace, type OpenTrace, type ReplaySource } from './reading/open-trace';
export { ReplayingSimulator } from './replaying-simulator';

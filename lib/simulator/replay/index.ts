export { openTrace, type OpenTrace, type ReplaySource } from './open-trace';
export { ReplayingSimulator } from './replaying-simulator';

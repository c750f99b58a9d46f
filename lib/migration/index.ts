export { currentVersion, migrate } from './migrate';

export { checkAsker, type GivenAsker } from './asker';
export { Audit } from './audit';
export type { CommandAccount } from './command-account';
export { Sending } from './sending';

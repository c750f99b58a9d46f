export { dialectChoice, readDialect, type DialectChoice } from './choose-dialect';
export type { Dialect, DialectChanges } from './dialect';
export { dialectNames, dialects, type DialectName } from './named';
export { writeEvent, type WrittenEvent } from './write-event';

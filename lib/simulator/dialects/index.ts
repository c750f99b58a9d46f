export { dialectChoice, readDialect, type DialectChoice } from './choose-dialect';
export { dialectForm, type Dialect, type DialectChanges } from './dialect';
export { readDialectFile } from './read-dialect-file';
export { dialectNames, dialectOfFormat, dialects, type DialectName } from './named';
export { writeEvent, type WrittenEvent } from './write-event';

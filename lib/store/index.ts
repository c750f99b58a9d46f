export { fileStore, type FileStoreOptions } from './file/file-store';
export { memoryStore, type MemoryStoreOptions } from './memory-store';
export { postgresStore, type PostgresStoreOptions } from './postgres/postgres-store';
export type { NewRecord, Store, StoredRecord } from './store';

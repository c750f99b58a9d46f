/** The package without Node-RED: a GC client, GC's language as data and functions, and a simulated GC. */
export * from './protocol';
export * from './client';
export * from './simulator';

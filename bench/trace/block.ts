/** Whether a client is recorded, and where to; in a file with stand-ins, or only without secrets. */
export type HowRecorded = 'off' | 'memory' | 'file' | 'file without stand-ins';

/** The body of the message behind the last event of a block. */
export const endOfBlock = 'end of the block';

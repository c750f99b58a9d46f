/** Where a process that makes a call with a key can be killed: how many calls there are, and what a repeated key gets. */
export const crashPlaces = {
  'before the command is asked for': { calls: 0, repeated: 'its own call' },
  'before the key is written': { calls: 0, repeated: 'its own call' },
  'while the key is being written': { calls: 0, repeated: 'unknown' },
  'when the key is written': { calls: 0, repeated: 'unknown' },
  'when the command has left': { calls: 1, repeated: 'unknown' },
  'when the broker has the command': { calls: 1, repeated: 'unknown' },
  'when GC has confirmed the command': { calls: 1, repeated: 'unknown' },
  'while the outcome is being written': { calls: 1, repeated: 'confirmed' },
  'when the outcome is written': { calls: 1, repeated: 'confirmed' },
} as const satisfies Record<string, { calls: number; repeated: 'its own call' | 'unknown' | 'confirmed' }>;

export type CrashPlace = keyof typeof crashPlaces;

/** What the gc-simulator node can do, by the word a message may name it with, and the fields each needs. */
export const actions = {
  'incoming-call': ['to', 'from'],
  'customer-hangs-up': ['to'],
  'out-of-service': [],
  'in-service': [],
} as const satisfies Record<string, readonly ('to' | 'from')[]>;

export type ActionName = keyof typeof actions;

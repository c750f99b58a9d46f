import type { Expectation } from '../../lib/client/commands/confirmation';

/** What a confirmation is compared with, where nothing is known but the command. */
export const nothingKnown: Omit<Expectation, 'subject'> = {
  parameters: {},
  earlier: { calls: [] },
  isIncoming: () => false,
  teamOf: () => undefined,
};

import { reasonKinds } from '../../lib/protocol/catalogue/reason-kinds';

/** Whose codes the reason-codes node can ask for, by the word a message may name them with. */
export const actions = {
  'not-ready': reasonKinds['not-ready'].question,
  logout: reasonKinds.logout.question,
  'wrap-up': reasonKinds['wrap-up'].question,
} as const;

export type ActionName = keyof typeof actions;

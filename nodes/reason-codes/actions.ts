import type { CommandName } from '../../lib/protocol/catalogue/commands';

/** Whose codes the reason-codes node can ask for, by the word a message may name them with. */
export const actions = {
  'not-ready': 'reasoncodenotready',
  logout: 'reasoncodelogout',
  'wrap-up': 'wrapupreasoncode',
} as const satisfies Record<string, CommandName>;

export type ActionName = keyof typeof actions;

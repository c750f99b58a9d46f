import type { CommandName } from '../../lib/protocol/catalogue/commands';
import { reasonKinds } from '../../lib/protocol/catalogue/reason-kinds';

export interface Action {
  readonly command: CommandName;
  /** The command to send instead when a reason code is given. */
  readonly commandWithReason?: CommandName;
}

/** What the agent-state node can do, by the word a message may name it with. */
export const actions = {
  login: { command: 'Login' },
  'mobile-login': { command: 'MobileAgentLogin' },
  logout: { command: 'Logout', commandWithReason: reasonKinds.logout.command },
  ready: { command: 'MakeReady' },
  'not-ready': { command: 'MakeNotReady', commandWithReason: reasonKinds['not-ready'].command },
  'work-ready': { command: 'makeworkready' },
  'work-not-ready': { command: 'makeworknotready' },
  'get-state': { command: 'GetState' },
  refresh: { command: 'refresh' },
  'force-logout': { command: 'force_logout' },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof actions;

import type { CommandName } from './commands';

/** What an agent gives a reason for. */
export interface ReasonKind {
  /** Asks GC for the reasons that an agent can choose from. */
  readonly question: CommandName;
  /** How GC calls this kind in its answer. */
  readonly category: string;
  /** Takes such a reason. */
  readonly command: CommandName;
  /** Does the same without a reason, where that is possible. */
  readonly withoutReason?: CommandName;
  /** By which of its two parts GC takes the reason. */
  readonly takes: 'code' | 'label';
}

/**
 * Source: rows "Not Ready with reason code", "Logout with Reason" and "Get Agent … Reason Codes"; how a wrap-up reason is
 * given: assumption `wrap-up-text`.
 */
export const reasonKinds = {
  'not-ready': {
    question: 'reasoncodenotready',
    category: 'NOT_READY',
    command: 'MakeNotReadyWithReason',
    withoutReason: 'MakeNotReady',
    takes: 'code',
  },
  logout: {
    question: 'reasoncodelogout',
    category: 'LOGOUT',
    command: 'logoutwithreason',
    withoutReason: 'Logout',
    takes: 'code',
  },
  'wrap-up': {
    question: 'wrapupreasoncode',
    category: 'WrapUp',
    command: 'wrapup',
    takes: 'label',
  },
} as const satisfies Readonly<Record<string, ReasonKind>>;

export type ReasonKindName = keyof typeof reasonKinds;
export type ReasonQuestion = (typeof reasonKinds)[ReasonKindName]['question'];
export type ReasonCategory = (typeof reasonKinds)[ReasonKindName]['category'];

const names = Object.keys(reasonKinds) as ReasonKindName[];
const optional = [reasonKinds['not-ready'], reasonKinds.logout] as const;

/** What the reason of a command is for; undefined for a command that takes none. */
export function reasonKindOf(command: CommandName): ReasonKindName | undefined {
  return names.find((name) => reasonKinds[name].command === command);
}

/** The command that does with a reason what this one does without; undefined where there is none. */
export function commandWithReason(command: CommandName): (typeof optional)[number]['command'] | undefined {
  return optional.find(({ withoutReason }) => withoutReason === command)?.command;
}

import { commandRow, type CommandName } from '../../lib/protocol/catalogue/commands';

/** The fields of the gc-supervisor node that belong to single actions. */
export const fields = ['teamId', 'subscribe', 'memberId', 'extension', 'dialogId'] as const;

export type Field = (typeof fields)[number];

export interface Action {
  readonly command: CommandName;
  /** The command acts on the member, not on the supervisor. */
  readonly actsOn?: 'member';
  /** The extension may be that of a member whose login id is known. */
  readonly finds?: 'extension';
}

/** What the gc-supervisor node can do, by the word a message may name it with. */
export const actions = {
  queues: { command: 'getqueuelist' },
  'team-users': { command: 'getteamusers' },
  'member-state': { command: 'getteamuserstate' },
  'all-agents': { command: 'getallagents' },
  monitor: { command: 'silentmonitor', finds: 'extension' },
  'end-monitor': { command: 'endsilentmonitor' },
  'barge-in': { command: 'bargein' },
  'drop-participant': { command: 'dropparticipant', finds: 'extension' },
  'member-ready': { command: 'MakeReady', actsOn: 'member' },
  'member-not-ready': { command: 'MakeNotReady', actsOn: 'member' },
  'member-logout': { command: 'Logout', actsOn: 'member' },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof actions;

/** The fields that an action has; all of them where only the message tells the action. */
export function fieldsOf(name: string | undefined): readonly Field[] {
  const all: Readonly<Partial<Record<string, Action>>> = actions;
  const action = all[name ?? ''];
  if (action === undefined) {
    return fields;
  }
  const { parameters, optional = [] } = commandRow(action.command);
  const isAboutMember = action.actsOn === 'member' || action.finds === 'extension';
  const taken: readonly string[] = [...parameters, ...optional, ...(isAboutMember ? ['memberId'] : [])];
  return fields.filter((field) => taken.includes(field));
}

import type { CommandName } from '../../lib/protocol/catalogue/commands';

/** The fields of the gc-phonebook node that belong to single actions. */
export const fields = ['teamId', 'phonebook', 'search'] as const;

export type Field = (typeof fields)[number];

interface Action {
  readonly command: CommandName;
  readonly fields: readonly Field[];
}

/** What the gc-phonebook node can do, by the word a message may name it with. */
export const actions = {
  phonebooks: { command: 'GetPhonebooks', fields: [] },
  'team-phonebooks': { command: 'GetTeamPhonebooks', fields: ['teamId'] },
  contacts: { command: 'GetPhonebookContacts', fields: ['phonebook'] },
  search: { command: 'GetPhonebookContacts', fields: ['search'] },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof actions;

/** The fields that an action has; all of them where only the message tells the action. */
export function fieldsOf(name: string | undefined): readonly Field[] {
  const all: Readonly<Partial<Record<string, Action>>> = actions;
  return all[name ?? '']?.fields ?? fields;
}

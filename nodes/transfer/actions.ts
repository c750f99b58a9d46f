import { commandRow, type CommandName } from '../../lib/protocol/catalogue/commands';

/** The fields of the transfer node that belong to single actions. */
export const fields = ['number', 'dialogId', 'extension', 'answerWithin'] as const;

export type Field = (typeof fields)[number];

export interface Action {
  readonly command: CommandName;
  /** The command that completes it as soon as the other party answers. */
  readonly completeWith?: 'TransferCall' | 'Conferencecall';
}

/** What the transfer node can do, by the word a message may name it with. */
export const actions = {
  blind: { command: 'Transfer_sst' },
  consult: { command: 'ConsultCall' },
  'complete-transfer': { command: 'TransferCall' },
  'complete-conference': { command: 'Conferencecall' },
  'consult-and-transfer': { command: 'ConsultCall', completeWith: 'TransferCall' },
  'consult-and-conference': { command: 'ConsultCall', completeWith: 'Conferencecall' },
} as const satisfies Record<string, Action>;

export type ActionName = keyof typeof actions;

/** The fields that an action has; all of them where only the message tells the action. */
export function fieldsOf(name: string | undefined): readonly Field[] {
  const all: Readonly<Partial<Record<string, Action>>> = actions;
  const action = all[name ?? ''];
  if (action === undefined) {
    return fields;
  }
  const { command, completeWith } = action;
  const taken: readonly string[] = [
    ...commandRow(command).parameters,
    ...(completeWith === undefined ? [] : [...commandRow(completeWith).parameters, 'answerWithin']),
  ];
  return fields.filter((field) => taken.includes(field));
}

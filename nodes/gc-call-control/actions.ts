import type { CommandName } from '../../lib/protocol/catalogue/commands';

/** What the gc-call-control node can do, by the word a message may name it with. */
export const actions = {
  answer: 'AnswerCall',
  hold: 'HoldCall',
  retrieve: 'RetrieveCall',
  release: 'ReleaseCall',
  'wrap-up': 'wrapup',
  'set-variable': 'update_call_variable',
  'dialog-state': 'getdialogstate',
  'dialog-controls': 'getdialogstatecontrols',
  participants: 'getDialogParticipants',
  'preview-accept': 'AcceptOutboundPreview',
  'preview-reject': 'RejectOutboundPreview',
  'preview-close': 'CloseOutboundPreview',
  'recording-pause': 'ZOOMPauseRecording',
  'recording-resume': 'ZOOMResumeRecording',
} as const satisfies Record<string, CommandName>;

/** The fields of the gc-call-control node that belong to single actions. */
export const fields = ['dialogId', 'wrapUpReason', 'variableName', 'variableValue'] as const;

export type Field = (typeof fields)[number];

export type ActionName = keyof typeof actions;

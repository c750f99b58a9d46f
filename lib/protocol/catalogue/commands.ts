import { loggedInStates } from './agent-states';
import type { EventType } from './events';
import type { ErrorCode } from './errors';
import type { ParameterName, ParameterValue } from './parameters';
import type { Source } from '../sources/sources';
import type { settable } from '../phrases';

/** The specification's category of a command; commands of one agent and category wait for each other, but never for a question. */
export type Category =
  | 'system'
  | 'agent_info'
  | 'agent_state'
  | 'agent_call'
  | 'agent_dialog'
  | 'agent_work'
  | 'zoom'
  | 'phonebook'
  | 'contacts'
  | 'supervisor_queue_info'
  | 'supervisor_dialog'
  | 'supervisor_team'
  | 'supervisor_team_member_state';

/** An event that shows that a command worked. All conditions must be met. */
export interface Confirmation {
  readonly event: EventType;
  /** The parameter that names the agent of the event; absent: the agent of the command. */
  readonly of?: 'memberId';
  /** Attributes of the event and the values that count; absent attributes do not fit. */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  /** Attributes of the event and the values that do not count; absent attributes fit. */
  readonly unless?: Readonly<Record<string, readonly string[]>>;
  /**
   * Attributes that must equal the parameter of the same name; an attribute the event lacks counts as equal. A dialog may
   * also be the associated one of the event.
   */
  readonly same?: readonly ParameterName[];
  /** The dialog must not have been known when the command was sent; `own`: nor be an incoming call. */
  readonly newDialog?: 'own' | 'any';
  /** At least three must be in the call; an event that does not list the participants fits. */
  readonly conference?: true;
  /** Who must not be in the call any more; an event that does not list the participants does not fit. */
  readonly without?: 'extension';
  /** Whose team the event must be about, where the team is known. */
  readonly teamOf?: 'memberId';
  /**
   * The reason must be another than before the command, and one that an administrator has defined; the outcome notes
   * that it is not the one that was sent.
   */
  readonly otherReason?: true;
}

export interface CommandRow {
  readonly meaning: string;
  /** Where the command comes from; absent: the command tables of the specification. */
  readonly source?: Source;
  /** Where `confirmedBy` and `failedBy` come from; absent: the column "Expected Output" of the specification. */
  readonly answerSource?: Source;
  /** Where `flavour` comes from; absent: the column "Comments" of the specification. */
  readonly flavourSource?: Source;
  /** Where the parameters come from, by name; absent: the column "Message Parameters" of the specification. */
  readonly parameterSources?: Readonly<Partial<Record<ParameterName, Source>>>;
  readonly category: Category;
  /** Who may send it. */
  readonly role: 'agent' | 'supervisor' | 'admin';
  /** What follows `#` in the message type. */
  readonly subject: 'agentId' | 'destination';
  /** The parameters of the body, in this order, separated by commas. */
  readonly parameters: readonly ParameterName[];
  /** Parameters that may follow; `subscribe` is sent only when true. */
  readonly optional?: readonly ParameterName[];
  /** A fixed last field of the body. */
  readonly constant?: string;
  /** Any of these confirms the command; none means that GC does not answer. */
  readonly confirmedBy: readonly Confirmation[];
  /** An event that shows that the command did not work, besides an Error event. */
  readonly failedBy?: readonly Confirmation[];
  /** The errors it can raise besides those that any command can raise. */
  readonly raises?: readonly ErrorCode[];
  /** The flavour of Cisco's contact center it is limited to. */
  readonly flavour?: 'UCCE';
  readonly deprecated?: true;
  /** It makes the agent known to GC: that GC does not know the agent yet is no failure of it. */
  readonly introducesAgent?: true;
  /** It asks GC for something and changes nothing: commands that act on agents and calls never wait for it. */
  readonly asks?: true;
  /**
   * What it sets. To set it twice is as good as once, and a later value takes the place of an earlier one, so such a
   * command may be sent again until GC has it. No other command may: a call would be made twice, or something done at a
   * time when nobody wants it any more.
   */
  readonly sets?: {
    readonly what: keyof typeof settable.texts;
    /** The parameters that name it: values for the same are values of one thing. */
    readonly namedBy: readonly ParameterName[];
  };
}

/** Errors that GC or Finesse may answer to any command. */
export const errorsOfAnyCommand: readonly ErrorCode[] = [
  'DOWN',
  'NOT_REACHABLE',
  'PLEASE_RETRY',
  'FINESSE_UNAVAILABLE',
  'GENERAL_ERROR',
  'GENERIC_ERROR',
  'USER_NOT_FOUND',
  'AUTHORIZATION_FAILURE',
  'CF_RESOURCE_BUSY',
  'CF_RESOURCE_OUT_OF_SERVICE',
  'CF_GENERIC_OPERATION',
  'CF_GENERIC_UNSPECIFIED',
  'CF_GENERIC_UNSPECIFIED_REJECTION',
  'CF_GENERIC_SYSTEM_RESOURCE_AVAILABILITY',
  'CF_INVALID_OBJECT_STATE',
  'CF_INVALID_CSTA_DEVICE_IDENTIFIER',
];

const loginErrors = [
  'SUBSCRIPTION_FAILED',
  'UNABLE_TO_SUBSCRIBE_TO_FINESSE',
  'LICENSES_EXCEEDED',
  'MISSING_EXTENSION',
  'WRONG_EXTENSION',
  'MISSING_PASSWORD',
  'CF_INVALID_LOGON_DEVICE_SPECIFIED',
  'CF_INVALID_PASSWORD_SPECIFIED',
  'CF_AGENT_ACCOUNT_LOCKED_OUT',
] as const;
const stateErrors = ['MISSING_REASON_CODE', 'CF_INVALID_AGENT_WORKMODE'] as const;
const dialErrors = [
  'MISSING_NUMBER',
  'BAD_DESTINATION',
  'CF_INVALID_CALLED_DEVICE',
  'CF_INVALID_CALLING_DEVICE',
] as const;
const dialogErrors = [
  'NO_DIALOG_ID',
  'E_CTI_INVALID_CALLID',
  'CF_INVALID_CONNECTION_ID_FOR_ACTIVE_CALL',
  'CF_INVALID_CALLING_DEVICE',
] as const;
const extensionErrors = ['MISSING_EXTENSION', 'WRONG_EXTENSION'] as const;
const consultErrors = [...dialErrors, ...dialogErrors, 'CF_INVALID_CONSULT_TYPE'] as const;
const completionErrors = [...consultErrors, ...extensionErrors] as const;
const lookUpErrors = ['NOT_FOUND'] as const;

function state(...states: string[]): Confirmation {
  return { event: 'State', when: { state: states } };
}

/** RE_LOGIN is no state: GC does not know the agent. */
const anyState = { event: 'State', unless: { state: ['RE_LOGIN'] } } as const;

/** The state itself, or its announcement while a call goes on. */
function stateOrPending(word: string): readonly Confirmation[] {
  return [state(word), { event: 'State', when: { pendingState: [word] } }];
}

function dialog(...states: string[]): Confirmation {
  return { event: 'InboundCall', when: { state: states }, same: ['dialogId'] };
}

function newDialog(...states: string[]): Confirmation {
  return { event: 'InboundCall', when: { state: states }, newDialog: 'own' };
}

/** Public clients of GC see the call type SM on calls of a supervisor who listens, and on no others. */
const monitoring = { callType: ['SM'] } as const;

function ownCall(...states: string[]): Confirmation {
  return { ...newDialog(...states), unless: monitoring };
}

function newConsult(...states: string[]): Confirmation {
  return { event: 'ConsultCall', when: { state: states }, newDialog: 'own' };
}

function consultDialog(...states: string[]): Confirmation {
  return { event: 'ConsultCall', when: { state: states }, same: ['dialogId'] };
}

function reasonCodes(category: string): Confirmation {
  return { event: 'ReasonCodes', when: { category: [category] } };
}

/** In either of the two ways in which GC reports a call. */
function anyDialog(...states: string[]): readonly Confirmation[] {
  return [dialog(...states), consultDialog(...states)];
}

const released = [
  dialog('DROP', 'WRAP_UP'),
  consultDialog('DROP'),
] as const satisfies readonly Confirmation[];

/** Whether the call of an agent is recorded or not. */
const recording = { what: 'recording', namedBy: ['agentId'] } as const;

/**
 * Every command of GC, by its word on the wire.
 * Source: tables "Agent Commands", "Supervisor Commands" and "Admin Commands", all rows. Where their column
 * "Expected Output" is empty and no public page shows an answer, `confirmedBy` is empty too.
 */
export const commands = {
  Hello: {
    meaning: 'Heartbeat while no agent is logged in',
    parameterSources: { destination: 'observed:public-client' },
    category: 'system',
    role: 'agent',
    subject: 'destination',
    parameters: [],
    confirmedBy: [{ event: 'System' }],
  },
  Beat: {
    meaning: 'Heartbeat while agents are logged in',
    category: 'system',
    role: 'agent',
    subject: 'destination',
    parameters: [],
    confirmedBy: [{ event: 'System' }],
  },
  Connect: {
    meaning: 'Bind an agent to the destination of this client',
    parameterSources: { sso: 'observed:json-api' },
    category: 'agent_info',
    role: 'agent',
    subject: 'agentId',
    parameters: ['destination', 'password'],
    optional: ['sso'],
    confirmedBy: [],
    raises: loginErrors,
    introducesAgent: true,
  },
  Login: {
    meaning: 'Log an agent in',
    answerSource: 'assumed:login-answer',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: ['password', 'extension'],
    confirmedBy: [state(...loggedInStates)],
    raises: loginErrors,
    introducesAgent: true,
  },
  MobileAgentLogin: {
    meaning: 'Log an agent in at a mobile phone',
    answerSource: 'assumed:login-answer',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: ['password', 'extension', 'phone', 'connectionMode'],
    confirmedBy: [state(...loggedInStates)],
    raises: loginErrors,
    introducesAgent: true,
    flavour: 'UCCE',
  },
  Logout: {
    meaning: 'Log an agent out',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [state('LOGOUT')],
    raises: stateErrors,
  },
  MakeReady: {
    meaning: 'Make an agent ready',
    answerSource: 'assumed:pending-state',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: stateOrPending('READY'),
    raises: stateErrors,
  },
  MakeNotReady: {
    meaning: 'Make an agent not ready',
    answerSource: 'assumed:pending-state',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: stateOrPending('NOT_READY'),
    raises: stateErrors,
  },
  GetState: {
    meaning: 'Ask for the state of an agent',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [anyState],
    asks: true,
  },
  MakeNotReadyWithReason: {
    meaning: 'Make an agent not ready, with a reason',
    answerSource: 'assumed:reason-id',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: ['reasonCode'],
    // Finesse has a code and an id for each reason; public sources do not say which of them GC reports.
    confirmedBy: [
      { event: 'State', when: { state: ['NOT_READY'] }, same: ['reasonCode'] },
      { event: 'State', when: { pendingState: ['NOT_READY'] } },
      { event: 'State', when: { state: ['NOT_READY'] }, otherReason: true },
    ],
    raises: stateErrors,
  },
  MakeCall: {
    meaning: 'Dial a number for an agent',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['number'],
    confirmedBy: [ownCall('INITIATING', 'INITIATED', 'ALERTING', 'ACTIVE')],
    failedBy: [ownCall('FAILED')],
    raises: dialErrors,
  },
  AnswerCall: {
    meaning: 'Answer a call',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId'],
    confirmedBy: [dialog('ACTIVE')],
    raises: dialogErrors,
  },
  HoldCall: {
    meaning: 'Put a call on hold',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId'],
    confirmedBy: anyDialog('HELD'),
    raises: dialogErrors,
  },
  RetrieveCall: {
    meaning: 'Retrieve a call from hold',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId'],
    confirmedBy: anyDialog('ACTIVE'),
    raises: dialogErrors,
  },
  ReleaseCall: {
    meaning: 'Hang up a call',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId'],
    confirmedBy: released,
    raises: dialogErrors,
  },
  wrapupreasoncode: {
    meaning: 'Ask for the wrap-up reasons of an agent',
    category: 'agent_work',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [reasonCodes('WrapUp')],
    asks: true,
  },
  reasoncodelogout: {
    meaning: 'Ask for the logout reasons of an agent',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [reasonCodes('LOGOUT')],
    asks: true,
  },
  reasoncodenotready: {
    meaning: 'Ask for the not-ready reasons of an agent',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [reasonCodes('NOT_READY')],
    asks: true,
  },
  Transfer_sst: {
    meaning: 'Transfer a call without a consult call (blind transfer)',
    answerSource: 'assumed:blind-transfer-answer',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['number', 'dialogId'],
    confirmedBy: [dialog('DROP', 'WRAP_UP')],
    raises: consultErrors,
  },
  ConsultCall: {
    meaning: 'Start a consult call, for a transfer or a conference',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['number', 'dialogId'],
    confirmedBy: [newConsult('INITIATING', 'INITIATED', 'ALERTING', 'ACTIVE')],
    failedBy: [newConsult('FAILED')],
    raises: consultErrors,
  },
  TransferCall: {
    meaning: 'Complete a transfer after a consult call',
    answerSource: 'assumed:transfer-answer',
    parameterSources: { extension: 'observed:command-tables' },
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['extension', 'dialogId'],
    // Table "Transfer Call" has the state Held; Finesse drops the call of the agent who hands it on.
    confirmedBy: [dialog('HELD', 'DROP', 'WRAP_UP')],
    raises: completionErrors,
  },
  Conferencecall: {
    meaning: 'Complete a conference after a consult call',
    answerSource: 'assumed:conference-answer',
    parameterSources: { extension: 'observed:command-tables' },
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['extension', 'dialogId'],
    // Table "Complete Conference": the main call, Active; a public client reads three participants from it.
    confirmedBy: [{ ...dialog('ACTIVE'), conference: true }],
    raises: completionErrors,
  },
  getdialogstate: {
    meaning: 'Ask for the state of a call',
    category: 'agent_dialog',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId'],
    confirmedBy: [{ event: 'DialogState', same: ['dialogId'] }],
    raises: dialogErrors,
    asks: true,
  },
  wrapup: {
    meaning: 'Set the wrap-up reason of a call',
    parameterSources: { wrapUpReason: 'assumed:wrap-up-text' },
    category: 'agent_dialog',
    role: 'agent',
    subject: 'agentId',
    parameters: ['wrapUpReason', 'dialogId'],
    confirmedBy: [],
    raises: dialogErrors,
    sets: { what: 'wrapUpReason', namedBy: ['agentId', 'dialogId'] },
  },
  logoutwithreason: {
    meaning: 'Log an agent out, with a reason',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: ['reasonCode'],
    confirmedBy: [state('LOGOUT')],
    raises: stateErrors,
  },
  force_logout: {
    meaning: 'Log an agent out in any state',
    answerSource: 'assumed:force-logout-answer',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [state('LOGOUT')],
    raises: stateErrors,
  },
  getdialogstatecontrols: {
    meaning: 'Ask for the state and the kind of a call',
    answerSource: 'assumed:controls-answer',
    category: 'agent_dialog',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId'],
    confirmedBy: [{ event: 'DialogState', same: ['dialogId'] }],
    raises: dialogErrors,
    asks: true,
  },
  makeworknotready: {
    meaning: 'Put an agent into wrap-up, not ready afterwards',
    answerSource: 'assumed:no-answer',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [],
    raises: stateErrors,
  },
  makeworkready: {
    meaning: 'Put an agent into wrap-up, ready afterwards',
    answerSource: 'assumed:no-answer',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [],
    raises: stateErrors,
  },
  getDialogParticipants: {
    meaning: 'Ask for the participants of a call',
    answerSource: 'assumed:no-answer',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId'],
    confirmedBy: [],
    raises: dialogErrors,
    deprecated: true,
    asks: true,
  },
  getallagents: {
    meaning: 'Ask for the agents who are logged in',
    answerSource: 'assumed:list-answers',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [{ event: 'Agents' }],
    raises: lookUpErrors,
    asks: true,
  },
  update_call_variable: {
    meaning: 'Set a variable of a call',
    answerSource: 'assumed:no-answer',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId', 'variableName', 'variableValue'],
    confirmedBy: [],
    raises: dialogErrors,
    sets: { what: 'callVariable', namedBy: ['dialogId', 'variableName'] },
  },
  ZOOMPauseRecording: {
    meaning: 'Pause the recording of the call of an agent',
    answerSource: 'assumed:no-answer',
    category: 'zoom',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [],
    sets: recording,
  },
  ZOOMResumeRecording: {
    meaning: 'Resume the recording of the call of an agent',
    answerSource: 'assumed:no-answer',
    category: 'zoom',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [],
    sets: recording,
  },
  refresh: {
    meaning: 'Ask GC to send its data about an agent again',
    answerSource: 'assumed:no-answer',
    category: 'agent_state',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [],
    asks: true,
  },
  GetPhonebooks: {
    meaning: 'Ask for the global phonebooks and those of the team',
    answerSource: 'assumed:list-answers',
    category: 'phonebook',
    role: 'agent',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [{ event: 'Phonebooks' }],
    raises: lookUpErrors,
    asks: true,
  },
  GetTeamPhonebooks: {
    meaning: 'Ask for the phonebooks of a team',
    answerSource: 'assumed:list-answers',
    parameterSources: { teamId: 'observed:public-client' },
    category: 'phonebook',
    role: 'admin',
    subject: 'agentId',
    parameters: [],
    optional: ['teamId'],
    confirmedBy: [{ event: 'TeamPhoneBooks' }, { event: 'Phonebooks' }],
    raises: lookUpErrors,
    asks: true,
  },
  GetPhonebookContacts: {
    meaning: 'Ask for the contacts of a phonebook',
    answerSource: 'assumed:list-answers',
    category: 'contacts',
    role: 'agent',
    subject: 'agentId',
    parameters: ['phonebookId'],
    confirmedBy: [{ event: 'PhonebookContacts' }],
    raises: lookUpErrors,
    asks: true,
  },
  AcceptOutboundPreview: {
    meaning: 'Accept an outbound preview call',
    answerSource: 'assumed:preview-answer',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId'],
    constant: 'ACCEPT',
    // Finesse: ACCEPTED is the state of a preview that the agent has accepted.
    confirmedBy: [dialog('ACCEPTED', 'INITIATING', 'INITIATED', 'ACTIVE')],
    raises: dialogErrors,
  },
  RejectOutboundPreview: {
    meaning: 'Reject an outbound preview call',
    answerSource: 'assumed:preview-answer',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId'],
    constant: 'REJECT',
    confirmedBy: [dialog('DROP')],
    raises: dialogErrors,
  },
  CloseOutboundPreview: {
    meaning: 'Close an outbound preview call',
    answerSource: 'assumed:preview-answer',
    category: 'agent_call',
    role: 'agent',
    subject: 'agentId',
    parameters: ['dialogId'],
    constant: 'CLOSE',
    confirmedBy: [dialog('DROP')],
    raises: dialogErrors,
  },
  getqueuelist: {
    meaning: 'Ask for the queues and their statistics',
    answerSource: 'observed:supervisor-features',
    flavourSource: 'observed:supervisor-features',
    category: 'supervisor_queue_info',
    role: 'supervisor',
    subject: 'agentId',
    parameters: [],
    confirmedBy: [{ event: 'QueueList' }],
    raises: lookUpErrors,
    flavour: 'UCCE',
    asks: true,
  },
  silentmonitor: {
    meaning: 'Listen to the calls of an agent silently',
    answerSource: 'observed:public-client',
    category: 'supervisor_dialog',
    role: 'supervisor',
    subject: 'agentId',
    parameters: ['extension'],
    confirmedBy: [newDialog('INITIATING', 'INITIATED', 'ALERTING', 'ACTIVE')],
    failedBy: [newDialog('FAILED')],
    raises: [...dialErrors, ...extensionErrors],
  },
  endsilentmonitor: {
    meaning: 'Stop listening to the calls of an agent',
    answerSource: 'assumed:supervisor-answers',
    category: 'supervisor_dialog',
    role: 'supervisor',
    subject: 'agentId',
    parameters: ['dialogId'],
    confirmedBy: [dialog('DROP')],
    raises: dialogErrors,
  },
  dropparticipant: {
    meaning: 'Remove a participant from a call',
    answerSource: 'assumed:supervisor-answers',
    flavourSource: 'observed:finesse',
    category: 'supervisor_dialog',
    role: 'supervisor',
    subject: 'agentId',
    parameters: ['extension', 'dialogId'],
    // A message for the status bar (Control) comes with success and failure alike, in words that nobody has published.
    confirmedBy: [
      { event: 'ConferenceParticipants', without: 'extension' },
      { event: 'InboundCall', same: ['dialogId'], without: 'extension' },
      dialog('DROP', 'WRAP_UP'),
    ],
    raises: [...dialogErrors, ...extensionErrors],
    flavour: 'UCCE',
  },
  getteamusers: {
    meaning: 'Ask for the members of a team, and optionally subscribe to their state changes',
    answerSource: 'assumed:list-answers',
    parameterSources: { teamId: 'observed:supervisor-features', subscribe: 'observed:public-client' },
    category: 'supervisor_team',
    role: 'supervisor',
    subject: 'agentId',
    parameters: ['teamId'],
    optional: ['subscribe'],
    confirmedBy: [{ event: 'Agents' }, { event: 'TeamUsersList' }],
    raises: lookUpErrors,
    asks: true,
  },
  getteamuserstate: {
    meaning: 'Ask for the state of a team member',
    answerSource: 'assumed:member-state-answer',
    category: 'supervisor_team_member_state',
    role: 'supervisor',
    subject: 'agentId',
    parameters: ['memberId'],
    // After getteamusers with a subscription, public clients get plain State events of the members.
    confirmedBy: [
      { event: 'TeamMemberStateChanged', teamOf: 'memberId' },
      { event: 'TeamMemberStateChanged', of: 'memberId' },
      { ...anyState, of: 'memberId' },
    ],
    raises: lookUpErrors,
    asks: true,
  },
  bargein: {
    meaning: 'Join a call that the supervisor is listening to',
    answerSource: 'assumed:supervisor-answers',
    parameterSources: { memberId: 'assumed:barge-in-member' },
    category: 'agent_call',
    role: 'supervisor',
    subject: 'agentId',
    parameters: ['memberId', 'dialogId'],
    // The call that is monitored is new for the supervisor; Finesse barges in by the dialog of the monitoring.
    confirmedBy: [
      { ...ownCall('ACTIVE'), newDialog: 'any', conference: true },
      { ...dialog('ACTIVE'), conference: true },
    ],
    raises: dialogErrors,
  },
} as const satisfies Record<string, CommandRow>;

/** A command's word on the wire, spelled as in the specification. */
export type CommandName = keyof typeof commands;

type Rows = typeof commands;
type RequiredNames<N extends CommandName> = Rows[N]['subject'] | Rows[N]['parameters'][number];
type OptionalNames<N extends CommandName> = Rows[N] extends { optional: readonly (infer P)[] }
  ? P & ParameterName
  : never;

/** What a command needs: the agent (or destination) it is for, and its own parameters. */
export type CommandParameters<N extends CommandName = CommandName> = N extends CommandName
  ? { readonly [P in RequiredNames<N>]: ParameterValue } & {
      readonly [P in OptionalNames<N>]?: ParameterValue | undefined;
    }
  : never;

export function isCommandName(word: unknown): word is CommandName {
  return typeof word === 'string' && Object.hasOwn(commands, word);
}

/** The row of a command in its general form. */
export function commandRow(name: CommandName): CommandRow {
  return commands[name];
}

/** Whether a command may be sent again until GC has it. */
export function mayKeepTrying(name: CommandName): boolean {
  return commandRow(name).sets !== undefined;
}

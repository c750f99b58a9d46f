import type { Source } from '../sources/sources';

/** The values an attribute can have in our event objects, by kind. */
export interface AttributeTypes {
  text: string;
  /** A word for the state of an agent: the specification's, however GC spells it; a word that is not known, as it is. */
  agentState: string;
  /** The same for the state of a call. */
  callState: string;
  /** The same for a category of reason codes. */
  category: string;
  /** The same for other words of the specification. */
  word: string;
  errorCode: string;
  flag: boolean;
  /** Call variables by name. */
  variables: Readonly<Record<string, string>>;
  participants: readonly Participant[];
  reasonCodes: readonly ReasonCode[];
  team: Team;
  teams: readonly Team[];
  list: readonly string[];
  queues: readonly ListedThing[];
  phonebooks: readonly ListedThing[];
  contacts: readonly ListedThing[];
  /** Agents as GC lists them. */
  users: readonly User[];
  /** Which controls of a client are visible. */
  controls: readonly Control[];
}

export type AttributeKind = keyof AttributeTypes;

/** Kinds whose values are texts. */
export const textKinds: readonly AttributeKind[] = [
  'text',
  'agentState',
  'callState',
  'category',
  'word',
  'errorCode',
];

/** Someone in a call; what GC sends beyond these is kept. */
export interface Participant {
  readonly extension?: string;
  readonly state?: string;
  readonly [other: string]: unknown;
}

/** A reason; the label is empty where GC has none, or where it is not certain. What GC sends beyond these is kept. */
export interface ReasonCode {
  readonly code: string;
  readonly label: string;
  readonly [other: string]: unknown;
}

export interface Team {
  readonly id?: string;
  readonly name?: string;
}

/** An agent in a list; what GC sends beyond these is kept. */
export interface User {
  readonly agentId?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly extension?: string;
  readonly state?: string;
  readonly stateChangeTime?: string;
  readonly [other: string]: unknown;
}

/** Something that GC lists, with its properties by name. */
export type ListedThing = Readonly<Record<string, unknown>>;

export interface Control {
  readonly control: string;
  readonly visible: boolean;
}

/**
 * The fields of a text line behind the event's word, as attribute names. `Label:name` is a field with a label in
 * front; `=Word` a fixed word; `...name` takes all further fields as a list; `fullName` is the agent's name, which
 * text repeats on most lines and our events do not carry (AgentInfo has it); `-` is a field that is passed over.
 */
export type TextFields = readonly string[];

export interface TextForm {
  /** Where the lines come from; absent: "GC Output Messages" of the specification. */
  readonly source?: Source;
  /** The event's word, where it is not its type. */
  readonly word?: string;
  /** An attribute that may stand between the agent's id and the word, and the fields of that form. */
  readonly between?: { readonly attribute: string; readonly fields: TextFields };
  /** The labels within a listed thing begin with a capital. */
  readonly capitalised?: true;
  /** What stands in the place of an empty list. */
  readonly none?: string;
  /** The caller's number is written as `ani=` like the other variables, not bare. */
  readonly namesAni?: true;
  /** In the old text format the variables have no names: their values follow each other, separated by commas. */
  readonly unnamedWhenOld?: true;
  /** Nothing but the word stands in front of the fields; otherwise the agent's id does. */
  readonly withoutAgent?: true;
  /** The new text format. */
  readonly fields: TextFields;
  /** The fields as a line is read, where a separator may stand within a text. */
  readonly readAs?: TextFields;
  /** The attribute in the first field whose value selects a form of single states; `state` if absent. */
  readonly key?: string;
  /** The new and old text format of single states. */
  readonly ofState?: Readonly<Record<string, TextFields>>;
  /** The old text format, where it is another. */
  readonly old?: TextFields;
  readonly oldOfState?: Readonly<Record<string, TextFields>>;
  /**
   * Both text formats of an event about a member of a team: it begins with the id of the supervisor who is told, and
   * has the member in `memberId`. A form as long as this one is read like this.
   */
  readonly ofMember?: TextFields;
  /** Forms that GC has been seen to send; they are read, never written. */
  readonly seen?: readonly TextFields[];
}

export interface EventRow {
  readonly meaning: string;
  /** Where the event comes from; absent: "GC Events" or "GC Output Messages" of the specification. */
  readonly source?: Source;
  /** Where attributes come from; absent: the tables, and for those in `further` what a public client of GC reads. */
  readonly sources?: Readonly<Record<string, Source>>;
  /** Where the form in JSON comes from; absent: it is assumed from the names in the tables. */
  readonly jsonSource?: Source;
  /** The attributes of the specification's table, in the order in which GC's JSON has them. */
  readonly attributes: Readonly<Record<string, AttributeKind>>;
  /** Attributes without which the event makes no sense. */
  readonly required: readonly string[];
  /** Other words for the event than its type. */
  readonly otherWords?: readonly string[];
  /** Attributes that only some builds or formats of GC send. */
  readonly further?: Readonly<Record<string, AttributeKind>>;
  /** Other spellings, ours by GC's; the case of letters never matters. */
  readonly spellings?: Readonly<Record<string, string>>;
  /** GC's spelling in JSON, where the table has another than ours. */
  readonly json?: Readonly<Record<string, string>>;
  readonly text: TextForm;
}

/** What GC's text says instead of a list with nothing in it. */
export const nothingFound = { phonebooks: 'NoTeamPhoneBookFound', contacts: 'NoContactFound' } as const;

const call = {
  dialogId: 'text',
  state: 'callState',
  startTime: 'text',
  prevDialogId: 'text',
  fromAddress: 'text',
  callVariables: 'variables',
  participants: 'participants',
  agentId: 'text',
} as const;

const offeredCall = {
  dialogId: 'text',
  fromAddress: 'text',
  callVariables: 'variables',
  agentId: 'text',
} as const;

const dialogID = { dialogId: 'dialogID' } as const;
const stateAndDialog = ['state', 'DialogID:dialogId', 'fullName'];

/**
 * Every event of GC, by its type.
 * Source: the attribute tables under "GC Events" (names and order), "GC Output Messages" (text formats); for
 * `further` and `seen` what public clients of GC read.
 */
export const events = {
  System: {
    meaning: 'Whether GC is in service; the answer to a heartbeat',
    jsonSource: 'specified',
    attributes: { status: 'word' },
    required: ['status'],
    text: { withoutAgent: true, fields: ['status'] },
  },
  Destination: {
    meaning: 'GC has created the destination anew: the agents on it must be connected again',
    attributes: { destination: 'text', action: 'word' },
    required: ['destination'],
    text: { word: 'DESTINATION', withoutAgent: true, fields: ['destination', 'action'] },
  },
  AgentInfo: {
    meaning: 'Name, extension and roles of an agent; sent after a login',
    attributes: {
      firstName: 'text',
      lastName: 'text',
      supervisor: 'flag',
      wrapUpOnIncoming: 'word',
      teams: 'teams',
      team: 'team',
      agentId: 'text',
    },
    required: ['agentId'],
    text: {
      fields: ['firstName', 'lastName', 'supervisor', 'wrapUpOnIncoming', 'fullName'],
      seen: [
        ['firstName', 'lastName', 'supervisor', 'wrapUpOnIncoming', '-', 'teams', 'fullName'],
        ['firstName', 'lastName', 'supervisor', 'wrapUpOnIncoming', '-', 'teams', 'team', 'fullName'],
      ],
    },
  },
  State: {
    meaning: 'The state of an agent',
    sources: {
      stateChangeTimeString: 'assumed:state-times',
      supervisorId: 'assumed:member-state',
      agentName: 'assumed:member-state',
      extension: 'assumed:member-state',
    },
    jsonSource: 'observed:json-samples',
    attributes: {
      agentId: 'text',
      state: 'agentState',
      reasonCode: 'text',
      stateChangeTimeString: 'text',
      pendingState: 'agentState',
      stateChangeTime: 'text',
    },
    required: ['agentId', 'state'],
    further: { supervisorId: 'text', agentName: 'text', extension: 'text' },
    text: {
      fields: ['state', 'reasonCode', 'fullName'],
      old: ['state', 'fullName'],
      ofState: { RE_LOGIN: ['state'] },
      ofMember: [
        'state',
        'reasonCode',
        'stateChangeTimeString',
        'pendingState',
        'stateChangeTime',
        'agentName',
        'memberId',
        'extension',
      ],
    },
  },
  NewInboundCall: {
    meaning: 'A call comes in',
    attributes: offeredCall,
    required: ['agentId'],
    json: dialogID,
    text: { fields: ['fromAddress', 'callVariables', 'DialogID:dialogId'], unnamedWhenOld: true },
  },
  NewOutboundCall: {
    meaning: 'A call of an outbound campaign comes in',
    attributes: offeredCall,
    required: ['agentId'],
    json: dialogID,
    text: { fields: ['fromAddress', 'callVariables', 'DialogID:dialogId'], namesAni: true },
  },
  InboundCall: {
    meaning: 'The state of a call, whatever its direction',
    attributes: call,
    required: ['agentId', 'state'],
    further: { cause: 'text', callType: 'text' },
    spellings: { failureCause: 'cause', stateCause: 'cause' },
    json: dialogID,
    text: {
      fields: ['state', 'DialogID:dialogId', 'fromAddress', 'callVariables', 'startTime', 'fullName'],
      ofState: { FAILED: ['state', 'DialogID:dialogId', 'cause', 'fullName'] },
      old: ['state', 'fullName'],
      oldOfState: {
        DROP: stateAndDialog,
        DROPPED: stateAndDialog,
        HOLD: stateAndDialog,
        HELD: stateAndDialog,
        WRAP_UP: stateAndDialog,
      },
      seen: [
        stateAndDialog,
        [
          'state',
          'DialogID:dialogId',
          'fromAddress',
          'callVariables',
          'startTime',
          'callType:callType',
          'fullName',
          'participants:participants',
        ],
      ],
    },
  },
  ConsultCall: {
    meaning: 'The state of a consult call',
    attributes: {
      state: 'callState',
      dialogId: 'text',
      startTime: 'text',
      fromAddress: 'text',
      toAddress: 'text',
      callVariables: 'variables',
      participants: 'participants',
      agentId: 'text',
    },
    required: ['agentId', 'state'],
    further: { cause: 'text', callType: 'text' },
    spellings: { assDialogId: 'dialogId', failureCause: 'cause', stateCause: 'cause' },
    json: { dialogId: 'assDialogId' },
    text: {
      fields: ['state', 'AssDialogID:dialogId', 'fromAddress', 'callVariables', 'startTime', 'fullName'],
      ofState: { FAILED: ['state', 'AssDialogID:dialogId', 'cause', 'fullName'] },
      old: ['state', 'AssDialogID:dialogId'],
      seen: [['state', 'AssDialogID:dialogId', 'fullName']],
    },
  },
  DialogState: {
    meaning: 'The state of a call that was asked for',
    attributes: { dialogId: 'text', state: 'callState', agentId: 'text' },
    required: ['agentId', 'state'],
    further: {
      dialogType: 'text',
      fromAddress: 'text',
      callVariables: 'variables',
      assDialogId: 'text',
      assDialogState: 'callState',
      assFromAddress: 'text',
      assCallVariables: 'variables',
    },
    text: {
      fields: [
        'state',
        'dialogId',
        'fullName',
        'fromAddress',
        'callVariables',
        'assDialogId',
        'assDialogState',
        'assFromAddress',
        'assCallVariables',
      ],
      between: { attribute: 'dialogType', fields: ['state', 'dialogId', 'fullName'] },
      seen: [['state', 'dialogId', 'fullName']],
    },
  },
  DialogStatus: {
    meaning: 'The calls an agent has after a failover',
    sources: { callType: 'specified' },
    attributes: {
      dialogId: 'text',
      state: 'callState',
      fromAddress: 'text',
      callVariables: 'variables',
      assDialogId: 'text',
      assDialogState: 'callState',
      assFromAddress: 'text',
      assCallVariables: 'variables',
      agentId: 'text',
    },
    required: ['agentId'],
    further: { callType: 'text' },
    text: {
      fields: [
        'dialogId',
        'state',
        'fromAddress',
        'callVariables',
        'assDialogId',
        'assDialogState',
        'assFromAddress',
        'assCallVariables',
      ],
      seen: [['dialogId', 'state', 'assDialogId', 'assDialogState']],
    },
  },
  ReasonCodes: {
    meaning: 'The reason codes of a category',
    jsonSource: 'observed:json-samples',
    attributes: { category: 'category', reasonCodes: 'reasonCodes', agentId: 'text' },
    required: ['agentId', 'category'],
    text: {
      fields: ['Category:category', 'Codes:codes', 'Labels:labels', 'fullName'],
      readAs: ['Category:category', 'Codes:codes', '...labels'],
    },
  },
  Error: {
    meaning: 'A command failed, or something else went wrong; without an agent, GC itself has said so',
    jsonSource: 'assumed:json-error',
    attributes: { code: 'errorCode', agentId: 'text' },
    required: ['code'],
    further: { text: 'text' },
    spellings: {
      error: 'code',
      errorCode: 'code',
      errorMessage: 'text',
      message: 'text',
      description: 'text',
    },
    text: { fields: ['code'], seen: [['code', '...text']] },
  },
  Control: {
    meaning:
      'A request to the client to show something: a message in the status bar, or some of its controls',
    attributes: { control: 'text', message: 'text', controls: 'controls', agentId: 'text' },
    required: ['agentId'],
    text: { key: 'control', fields: ['controls'], ofState: { PrintStatusBar: ['control', '...message'] } },
  },
  Agents: {
    meaning: 'Agents who are logged in, or members of a team',
    attributes: { users: 'users', agentId: 'text' },
    required: [],
    text: { source: 'assumed:agents-in-text', fields: ['...users'], capitalised: true },
  },
  TeamUsersList: {
    meaning: 'The members of a team',
    attributes: { users: 'users', agentId: 'text' },
    required: ['agentId'],
    text: { fields: ['...users'], capitalised: true },
  },
  TeamMemberStateChanged: {
    meaning: 'A member of a team has another state',
    sources: { teamId: 'assumed:team-events' },
    attributes: { teamId: 'text', state: 'agentState', agentId: 'text' },
    required: ['agentId', 'state'],
    text: { fields: ['teamId', 'state'] },
  },
  TeamInfoIDs: {
    meaning: 'The ids of the teams of a supervisor',
    attributes: { teamIds: 'list', agentId: 'text' },
    required: ['agentId'],
    text: { fields: ['=TeamID', 'teamIds', 'fullName'] },
  },
  TeamInfoNames: {
    meaning: 'The names of the teams of a supervisor',
    attributes: { teamNames: 'list', agentId: 'text' },
    required: ['agentId'],
    text: { fields: ['=TeamName', 'teamNames', 'fullName'] },
  },
  QueueList: {
    meaning: 'The queues and their statistics',
    attributes: { queues: 'queues', agentId: 'text' },
    required: [],
    text: { fields: ['...queues'], capitalised: true },
  },
  ConferenceParticipants: {
    meaning: 'The extensions in a conference',
    attributes: { extensions: 'list', agentId: 'text' },
    required: ['agentId'],
    text: { fields: ['extensions'] },
  },
  Phonebooks: {
    meaning: 'The global phonebooks and those of the team',
    attributes: { phonebooks: 'phonebooks', agentId: 'text' },
    required: [],
    spellings: { object: 'phonebooks' },
    text: { fields: ['...phonebooks'] },
  },
  TeamPhoneBooks: {
    meaning: 'The phonebooks of a team',
    attributes: { phonebooks: 'phonebooks', agentId: 'text' },
    required: [],
    spellings: { object: 'phonebooks' },
    text: { fields: ['...phonebooks'], none: nothingFound.phonebooks },
  },
  PhonebookContacts: {
    meaning: 'The contacts of a phonebook',
    otherWords: ['Contacts'],
    attributes: { contacts: 'contacts', agentId: 'text' },
    required: [],
    spellings: { object: 'contacts' },
    text: { fields: ['...contacts'], none: nothingFound.contacts },
  },
  AgentState: {
    meaning:
      'A message from one GC to the other about an agent, on a topic of their own; never with the password',
    attributes: { agentId: 'text', extension: 'text', subscriptionTime: 'text' },
    required: ['agentId'],
    text: { withoutAgent: true, fields: ['agentId', '-', 'extension', 'subscriptionTime'] },
  },
} as const satisfies Record<string, EventRow>;

export type EventType = keyof typeof events;

type Rows = typeof events;
type Optional<R> = R extends { further: infer F extends Record<string, AttributeKind> } ? F : unknown;
type Kinds<T extends EventType> = Rows[T]['attributes'] & Optional<Rows[T]>;
type ValueOf<K> = K extends AttributeKind ? AttributeTypes[K] : never;
type RequiredOf<T extends EventType> = Rows[T]['required'][number];

/** What the reader and the client add to an event. GC's formats have no such attributes. */
export interface Added {
  /**
   * True where the event is no news of this moment: it was found, or repeated, while the client brought an agent back
   * after an outage; or it says that an agent has logged out during a failover, which is being checked.
   */
  readonly recovered?: true;
  /** True where GC sent more than is taken in: texts, lists or levels beyond the bounds were cut off. */
  readonly truncated?: true;
  /** Attributes that GC sent in a form that is not known, by GC's names, as they were sent. */
  readonly unread?: Readonly<Record<string, unknown>>;
  /** True for reasons whose labels cannot be told apart, because a label has a comma in it: then none has a label. */
  readonly labelsUnclear?: true;
}

/** The object of one event type: attributes that GC did not send, or sent empty, are absent. */
export type EventOf<T extends EventType> = Added & { readonly type: T } & {
  readonly [A in keyof Kinds<T> & RequiredOf<T>]: ValueOf<Kinds<T>[A]>;
} & {
  readonly [A in Exclude<keyof Kinds<T>, RequiredOf<T>>]?: ValueOf<Kinds<T>[A]>;
};

/** Something GC sent that is no event we can read: its text, and why; the text is empty if a password may be in it. */
export interface UnknownEvent {
  readonly type: 'Unknown';
  readonly reason: string;
  readonly raw: string;
  readonly agentId?: string;
}

type KnownEvents = { [T in EventType]: EventOf<T> };

/** Any event; `switch (event.type)` tells which. */
export type GcEvent = KnownEvents[EventType] | UnknownEvent;

/** The row of an event type in its general form. */
export function eventRow(type: EventType): EventRow {
  return events[type];
}

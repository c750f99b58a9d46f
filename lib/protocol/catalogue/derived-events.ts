import type { Participant, Team } from './events';

/** The words of derived events that have a fixed set of values. */
export const derivedWords = {
  legRole: ['main', 'consult'],
  direction: ['incoming', 'outgoing', 'unknown'],
  callKind: ['inbound', 'outbound', 'internal', 'consult', 'preview', 'monitored', 'barged', 'unknown'],
  callOutcome: [
    'answered',
    'missed',
    'abandoned',
    'unanswered',
    'busy',
    'failed',
    'transferred',
    'conferenced',
    'accepted',
    'rejected',
    'unknown',
  ],
  missedReason: ['not-answered', 'caller-gave-up', 'unknown'],
  hungUpBy: ['agent', 'other'],
  transferRole: ['transferring', 'receiving'],
  commandOutcome: ['confirmed', 'sent', 'dry-run', 'failed', 'unknown', 'not-sent'],
} as const;

type Words = typeof derivedWords;

/** The part of an agent in a call; `consult`: a call about the agent's main call, even where that is not known yet. */
export type LegRole = Words['legRole'][number];

export type Direction = Words['direction'][number];

/**
 * What kind of call it is for this agent: from outside (`inbound`), to the outside, with another agent whom the client
 * knows (`internal`), about another call (`consult`), offered by the dialer (`preview`), a supervisor listening
 * (`monitored`), a supervisor who has barged in.
 */
export type CallKind = Words['callKind'][number];

/**
 * What became of a call: the agent has talked (`answered`); did not answer (`missed`); could not, because the caller
 * gave up (`abandoned`); an outgoing call that was not answered (`unanswered`); the number was busy; it failed for
 * another reason; was handed on (`transferred`); became part of a conference; the dialer's offer was accepted or
 * rejected; not known.
 */
export type CallOutcome = Words['callOutcome'][number];

/** Why an agent has missed a call, as far as GC shows it. */
export type MissedReason = Words['missedReason'][number];

/**
 * How a command ended: as its outcome says (`confirmed`, `sent`, `dry-run`); GC refused it (`failed`); it was sent, and
 * nobody knows whether GC carried it out (`unknown`); it was never sent (`not-sent`).
 */
export type CommandOutcome = Words['commandOutcome'][number];

/**
 * The kinds of those who ask for commands: a node, a user of the sidebar, a user who opened a list in a dialog of the
 * editor, a program that uses the library, or the connection itself, which brings agents back after an outage and asks
 * for silent calls.
 */
export const askerKinds = ['node', 'sidebar', 'dialog', 'library', 'connection'] as const;

/** The texts that say who asked for a command, besides the kind. */
export const askerTexts = [
  'nodeId',
  'nodeName',
  'nodeType',
  'nodePath',
  'flowId',
  'flowName',
  'user',
] as const;

/** Who asked for a command. */
export type Asker = { readonly kind: (typeof askerKinds)[number] } & {
  readonly [N in (typeof askerTexts)[number]]?: string | undefined;
};

/** How long each part of a call took, in seconds. */
export interface CallDurations {
  /** From the first sign of the call to the answer, or to the end. */
  readonly ring: number;
  /** Without the time on hold. */
  readonly talk: number;
  readonly hold: number;
  readonly wrapUp: number;
  /** The sum of the others. */
  readonly total: number;
}

/** The values an attribute of a derived event can have, by kind. */
export type DerivedAttributeTypes = { readonly [W in keyof Words]: Words[W][number] } & {
  readonly text: string;
  /** Milliseconds since 1970, by the client's clock. */
  readonly time: number;
  /** A duration, to the millisecond. */
  readonly seconds: number;
  readonly count: number;
  /** An attribute that is there or not. */
  readonly mark: true;
  readonly variables: Readonly<Record<string, string>>;
  readonly participants: readonly Participant[];
  readonly team: Team;
  /** Another event, as it was told. */
  readonly event: Readonly<Record<string, unknown>>;
  /** Extensions or numbers. */
  readonly addresses: readonly string[];
  readonly durations: CallDurations;
  readonly milliseconds: number;
  readonly asker: Asker;
};

export type DerivedAttributeKind = keyof DerivedAttributeTypes;

export interface DerivedAttribute {
  readonly kind: DerivedAttributeKind;
  readonly meaning: string;
  /** The attribute is absent where nobody knows it. */
  readonly optional?: true;
}

type Attributes = Readonly<Record<string, DerivedAttribute>>;

const agentId = { kind: 'text', meaning: 'Login id of the agent' } as const;
const at = { kind: 'time', meaning: 'When it happened' } as const;
const recovered = {
  kind: 'mark',
  optional: true,
  meaning: 'Happened during an outage and was found out later',
} as const;

/** What every derived event has, besides its type, by what it is about. */
export const commonAttributes = {
  agent: { agentId, at, recovered },
  event: {
    agentId: { kind: 'text', optional: true, meaning: 'Login id of the agent that the event was about' },
    dialogId: { kind: 'text', optional: true, meaning: 'Id of the call that the event was about' },
    at,
    recovered,
  },
  command: {
    agentId: { kind: 'text', optional: true, meaning: 'Login id of the agent that the command was for' },
    dialogId: {
      kind: 'text',
      optional: true,
      meaning: 'Id of the call that the command named, or that came of it',
    },
    at: { kind: 'time', meaning: 'When it ended' },
  },
  call: {
    agentId,
    dialogId: {
      kind: 'text',
      optional: true,
      meaning: 'Id of the call; absent until GC reports it, which its old text format often does not',
    },
    at,
    recovered,
    leg: { kind: 'legRole', meaning: 'Whether it is the main call of the agent or a call about it' },
    kind: { kind: 'callKind', meaning: 'What kind of call it is for the agent' },
    direction: { kind: 'direction', meaning: 'Whether the agent was called or has called' },
    state: { kind: 'text', meaning: 'State of the call, as GC names it; DROP once it is over' },
    fromAddress: { kind: 'text', optional: true, meaning: 'Number of the caller' },
    toAddress: { kind: 'text', optional: true, meaning: 'Number that was called' },
    callVariables: { kind: 'variables', optional: true, meaning: 'Call variables by name' },
    callVariablesCut: { kind: 'mark', optional: true, meaning: 'GC sent more variables than are kept' },
    participants: { kind: 'participants', optional: true, meaning: 'Who is in the call; only in JSON' },
    participantsCut: { kind: 'mark', optional: true, meaning: 'GC sent more participants than are kept' },
    prevDialogId: {
      kind: 'text',
      optional: true,
      meaning: 'Id of the call that this one was until it was transferred to the agent',
    },
    associatedDialogId: {
      kind: 'text',
      optional: true,
      meaning: 'Id of the call that a consult call is about',
    },
  },
} as const satisfies Readonly<Record<string, Attributes>>;

export interface DerivedEventRow {
  readonly meaning: string;
  readonly about: keyof typeof commonAttributes;
  /** The attributes besides the common ones. */
  readonly attributes: Attributes;
}

/**
 * Every event that the client derives from the events of GC, by its type: for each agent and call by itself, so that two
 * agents who talk to each other have a call each. No type is also one of GC's.
 */
export const derivedEvents = {
  AgentStateChanged: {
    meaning: 'An agent has another state, or the same state for another reason',
    about: 'agent',
    attributes: {
      state: { kind: 'text', meaning: 'The state, as GC names it' },
      reasonCode: { kind: 'text', optional: true, meaning: 'Code of the reason' },
      reasonLabel: {
        kind: 'text',
        optional: true,
        meaning: 'Name of the reason; known once the reason codes were asked for',
      },
      pendingState: { kind: 'text', optional: true, meaning: 'The state that follows the call' },
      previousState: { kind: 'text', meaning: 'The state before; UNKNOWN if nothing was known' },
      previousReasonCode: { kind: 'text', optional: true, meaning: 'Code of the reason before' },
      previousReasonLabel: { kind: 'text', optional: true, meaning: 'Name of the reason before' },
      seconds: { kind: 'seconds', optional: true, meaning: 'How long the agent was in the previous state' },
      agentName: { kind: 'text', optional: true, meaning: 'Name of the agent' },
      extension: { kind: 'text', optional: true, meaning: 'Extension of the agent' },
      team: { kind: 'team', optional: true, meaning: 'Team of the agent' },
      supervisorId: {
        kind: 'text',
        optional: true,
        meaning: 'Login id of the supervisor to whom GC reports the agent',
      },
    },
  },
  CallOffered: {
    meaning: 'A call rings at an agent, or the dialer offers one',
    about: 'call',
    attributes: {},
  },
  CallAnswered: {
    meaning: 'The agent talks: the agent, or the person called, has answered',
    about: 'call',
    attributes: { seconds: { kind: 'seconds', meaning: 'How long it rang' } },
  },
  CallMissed: {
    meaning: 'An offered call is over, and the agent has not answered it',
    about: 'call',
    attributes: {
      reason: { kind: 'missedReason', meaning: 'Why, as far as GC shows it' },
      reasonCode: {
        kind: 'text',
        optional: true,
        meaning: 'Reason code with which GC has made the agent not ready',
      },
      seconds: { kind: 'seconds', meaning: 'How long it rang' },
    },
  },
  CallHeld: { meaning: 'The agent has put the call on hold', about: 'call', attributes: {} },
  CallRetrieved: {
    meaning: 'The call is no longer on hold',
    about: 'call',
    attributes: { seconds: { kind: 'seconds', meaning: 'How long it was on hold' } },
  },
  ConsultStarted: {
    meaning: 'The agent calls somebody about a call that is on hold',
    about: 'call',
    attributes: {},
  },
  CallTransferred: {
    meaning: "The agent has handed a call on, or has got another agent's call",
    about: 'call',
    attributes: {
      role: { kind: 'transferRole', meaning: 'Whether the agent hands the call on or receives it' },
      party: { kind: 'text', optional: true, meaning: 'Extension or number of the other of the two' },
    },
  },
  CallConferenced: { meaning: 'Three or more are in the call now', about: 'call', attributes: {} },
  ParticipantChanged: {
    meaning: 'Others in the call have come, gone, or are on hold or back; only in JSON',
    about: 'call',
    attributes: {
      joined: { kind: 'addresses', meaning: 'Extensions or numbers that have come' },
      left: { kind: 'addresses', meaning: 'Extensions or numbers that have gone' },
      changed: { kind: 'addresses', meaning: 'Extensions or numbers with another state' },
    },
  },
  WrapUpStarted: {
    meaning: 'The conversation is over, and the agent has work to do after it',
    about: 'call',
    attributes: {},
  },
  WrapUpEnded: {
    meaning: 'The agent has done the work after a call',
    about: 'call',
    attributes: { seconds: { kind: 'seconds', meaning: 'How long the work took' } },
  },
  CallEnded: {
    meaning: 'The whole record of a call as one agent had it; no event about it follows',
    about: 'call',
    attributes: {
      outcome: { kind: 'callOutcome', meaning: 'Outcome of the call' },
      cause: {
        kind: 'text',
        optional: true,
        meaning: "Why the call could not be set up, in GC's word, such as BUSY or BAD_DESTINATION",
      },
      hungUpBy: {
        kind: 'hungUpBy',
        optional: true,
        meaning: 'Who ended the call: "agent" also if others go on; absent where GC does not show it',
      },
      startedAt: { kind: 'time', meaning: 'The first sign of the call' },
      answeredAt: { kind: 'time', optional: true, meaning: 'When it was answered' },
      endedAt: {
        kind: 'time',
        meaning: 'End of the conversation, or of the ringing; wrap-up comes after it',
      },
      holds: { kind: 'count', meaning: 'How often the agent has put it on hold' },
      durations: { kind: 'durations', meaning: 'How long each part of the call took, in seconds' },
      nextDialogId: {
        kind: 'text',
        optional: true,
        meaning: 'Id of the call as which it goes on, after a transfer or in a conference',
      },
      incomplete: {
        kind: 'mark',
        optional: true,
        meaning: 'The client has not seen the beginning: times are those of GC, or from when it was seen',
      },
    },
  },
  EventPutAside: {
    meaning: 'An event of queue delivery was given up: it was tried too often, or a flow has put it aside',
    about: 'event',
    attributes: {
      eventType: { kind: 'text', meaning: 'Type of the event' },
      event: { kind: 'event', meaning: 'The event itself' },
      raw: {
        kind: 'text',
        optional: true,
        meaning: 'The text in which GC sent it, or from which it was derived',
      },
      messageId: {
        kind: 'text',
        optional: true,
        meaning: "The broker's id of the message, which lies in the dead letter queue if it is persistent",
      },
      tries: { kind: 'count', meaning: 'How often it was tried' },
      reason: { kind: 'text', meaning: 'Why it was given up' },
    },
  },
  CommandEnded: {
    meaning:
      'A command has ended, of people, flows or the connection itself; sent only where this type is chosen',
    about: 'command',
    attributes: {
      commandId: { kind: 'text', meaning: 'Unique id of this command, the same if the event comes again' },
      command: { kind: 'text', meaning: 'The command, as GC names it' },
      parameters: {
        kind: 'variables',
        meaning: 'Its parameters by name, without passwords and other secrets; long ones are cut',
      },
      dialled: {
        kind: 'text',
        optional: true,
        meaning: 'The number as it is dialled; only where the connection has a dial plan',
      },
      by: { kind: 'asker', meaning: 'Who asked for it' },
      outcome: { kind: 'commandOutcome', meaning: 'How it ended' },
      code: { kind: 'text', optional: true, meaning: 'Code of the error with which it ended' },
      error: { kind: 'text', optional: true, meaning: 'What went wrong, and what to do' },
      note: {
        kind: 'text',
        optional: true,
        meaning:
          'What is unusual about the confirmation: GC reports another reason than the one that was sent',
      },
      key: { kind: 'text', optional: true, meaning: 'The key with which it was asked for' },
      automatic: {
        kind: 'mark',
        optional: true,
        meaning:
          'Nobody asked for it: the connection, a dialog of the editor or a node needed the answer for something else',
      },
      repeated: {
        kind: 'mark',
        optional: true,
        meaning: 'It was not sent: the outcome is that of an earlier command with the same key',
      },
      tries: {
        kind: 'count',
        optional: true,
        meaning: 'Which try it was, where a node keeps trying: each try is a command of its own',
      },
      askedAt: { kind: 'time', meaning: 'When it was asked for' },
      sentAt: { kind: 'time', optional: true, meaning: 'When it was sent; absent if it never was' },
      latencyMs: {
        kind: 'milliseconds',
        optional: true,
        meaning: 'Milliseconds from sending to the end; absent if it was never sent',
      },
    },
  },
} as const satisfies Readonly<Record<string, DerivedEventRow>>;

export type DerivedEventType = keyof typeof derivedEvents;

type Rows = typeof derivedEvents;
type ValueOf<A> = A extends { kind: infer K extends DerivedAttributeKind } ? DerivedAttributeTypes[K] : never;
type OptionalIn<A> = { [N in keyof A]: A[N] extends { optional: true } ? N : never }[keyof A];
type ObjectOf<A> = { readonly [N in Exclude<keyof A, OptionalIn<A>>]: ValueOf<A[N]> } & {
  readonly [N in OptionalIn<A>]?: ValueOf<A[N]>;
};

/** What every derived event about a call has: the call as this agent has it, once the event has happened. */
export type AboutCall = ObjectOf<(typeof commonAttributes)['call']>;

/** The object of one type of derived event. */
export type DerivedEventOf<T extends DerivedEventType> = { readonly type: T } & ObjectOf<
  (typeof commonAttributes)[Rows[T]['about']]
> &
  ObjectOf<Rows[T]['attributes']>;

type AllDerived = { [T in DerivedEventType]: DerivedEventOf<T> };
type TypesAbout<A> = { [T in DerivedEventType]: Rows[T]['about'] extends A ? T : never }[DerivedEventType];

/** Any event that is derived from those of GC; `switch (event.type)` tells which. */
export type DerivedEvent = Exclude<AllDerived[DerivedEventType], CommandEnded>;

/** Any derived event about a call. */
export type DerivedCallEvent = AllDerived[TypesAbout<'call'>];

export type AgentStateChanged = DerivedEventOf<'AgentStateChanged'>;
export type CallOffered = DerivedEventOf<'CallOffered'>;
export type CallAnswered = DerivedEventOf<'CallAnswered'>;
export type CallMissed = DerivedEventOf<'CallMissed'>;
export type CallHeld = DerivedEventOf<'CallHeld'>;
export type CallRetrieved = DerivedEventOf<'CallRetrieved'>;
export type ConsultStarted = DerivedEventOf<'ConsultStarted'>;
export type CallTransferred = DerivedEventOf<'CallTransferred'>;
export type CallConferenced = DerivedEventOf<'CallConferenced'>;
export type ParticipantChanged = DerivedEventOf<'ParticipantChanged'>;
export type WrapUpStarted = DerivedEventOf<'WrapUpStarted'>;
export type WrapUpEnded = DerivedEventOf<'WrapUpEnded'>;
export type CallEnded = DerivedEventOf<'CallEnded'>;
export type EventPutAside = DerivedEventOf<'EventPutAside'>;
export type CommandEnded = DerivedEventOf<'CommandEnded'>;

/** The row of a derived event in its general form. */
export function derivedEventRow(type: DerivedEventType): DerivedEventRow {
  return derivedEvents[type];
}

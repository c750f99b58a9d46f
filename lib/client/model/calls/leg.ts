import type { CallKind, CallOutcome, Direction, LegRole, MissedReason, Participant } from '../../../protocol';

/** A call as one agent has it, until the next event about it. All times are in milliseconds since 1970. */
export interface Leg {
  readonly agentId: string;
  /** Absent until GC reports it. */
  readonly dialogId: string | undefined;
  readonly leg: LegRole;
  readonly kind: CallKind;
  readonly direction: Direction;
  /** The state as GC names it; `DROP` once the call is over. */
  readonly state: string;
  readonly fromAddress: string | undefined;
  readonly toAddress: string | undefined;
  readonly callVariables: Readonly<Record<string, string>> | undefined;
  /** True if GC sent more variables, or longer ones, than are kept. */
  readonly callVariablesCut: true | undefined;
  readonly participants: readonly Participant[] | undefined;
  /** True if GC sent more participants than are kept. */
  readonly participantsCut: true | undefined;
  readonly callType: string | undefined;
  /** Whether GC has reported that the call could not be set up. */
  readonly hasFailed: boolean;
  /** Why the call could not be set up, if GC says so. */
  readonly cause: string | undefined;
  readonly prevDialogId: string | undefined;
  readonly nextDialogId: string | undefined;
  readonly associatedDialogId: string | undefined;
  readonly startedAt: number;
  /** The start of the call as GC reports it. */
  readonly startTime: string | undefined;
  readonly isStartSeen: boolean;
  readonly answeredAt: number | undefined;
  /** False if the call was answered at an unknown time before the client was there. */
  readonly isAnswerKnown: boolean;
  /** Since when three or more are in the call. */
  readonly conferenceAt: number | undefined;
  readonly holds: number;
  /** Since when the call is on hold. */
  readonly heldAt: number | undefined;
  /** How long the call was on hold, without the time since `heldAt`. */
  readonly holdMs: number;
  readonly endedAt: number | undefined;
  readonly wrapUpAt: number | undefined;
  /** Since when no more events about the call can come. */
  readonly closedAt: number | undefined;
  readonly hungUpBy: 'agent' | 'other' | undefined;
  readonly outcome: CallOutcome | undefined;
  /** Known once no more events about the call can come, of one that was offered and that the agent has not answered. */
  readonly missed: Missed | undefined;
  /** Whether GC itself has reported the end of the call. */
  readonly isEndTold: boolean;
  /** When the last event about the call came. */
  readonly changedAt: number;
  /** Grows with each event about the call. */
  readonly revision: number;
}

/** A leg as it is kept: its events change it in place. */
export type KeptLeg = { -readonly [K in keyof Leg]: Leg[K] };

/** Of a leg that takes in an event, what was so before. */
export type Earlier = Pick<Leg, 'state' | 'answeredAt' | 'participants' | 'hungUpBy'>;

/** Why an agent has missed a call, and the reason code with which GC has made the agent not ready. */
export interface Missed {
  readonly reason: MissedReason;
  readonly reasonCode: string | undefined;
}

/** A call that is over, and about which nothing more can come. */
export type ClosedLeg = Leg & {
  readonly endedAt: number;
  readonly closedAt: number;
  readonly outcome: CallOutcome;
};

/** A leg with nothing but the facts that every call has from its first event on. */
export function newLeg({
  agentId,
  dialogId,
  leg,
  startedAt,
  isStartSeen,
  changedAt,
}: Pick<Leg, 'agentId' | 'dialogId' | 'leg' | 'startedAt' | 'isStartSeen' | 'changedAt'>): KeptLeg {
  return {
    agentId,
    dialogId,
    leg,
    kind: 'unknown',
    direction: 'unknown',
    state: '',
    fromAddress: undefined,
    toAddress: undefined,
    callVariables: undefined,
    callVariablesCut: undefined,
    participants: undefined,
    participantsCut: undefined,
    callType: undefined,
    hasFailed: false,
    cause: undefined,
    prevDialogId: undefined,
    nextDialogId: undefined,
    associatedDialogId: undefined,
    startedAt,
    startTime: undefined,
    isStartSeen,
    answeredAt: undefined,
    isAnswerKnown: true,
    conferenceAt: undefined,
    holds: 0,
    heldAt: undefined,
    holdMs: 0,
    endedAt: undefined,
    wrapUpAt: undefined,
    closedAt: undefined,
    hungUpBy: undefined,
    outcome: undefined,
    missed: undefined,
    isEndTold: false,
    changedAt,
    revision: 0,
  };
}

/** The leg as it was before its end. */
export function reopened(leg: Leg): KeptLeg {
  const connected = leg.heldAt === undefined ? 'ACTIVE' : 'HELD';
  return {
    ...leg,
    state: leg.answeredAt === undefined ? 'ALERTING' : connected,
    nextDialogId: undefined,
    endedAt: undefined,
    wrapUpAt: undefined,
    closedAt: undefined,
    hungUpBy: undefined,
    outcome: undefined,
    missed: undefined,
    isEndTold: false,
  };
}

/** How far a call is in a state: an event that comes late and names an earlier stage is no news. */
const stages: ReadonlyMap<string, number> = new Map([
  ['INITIATING', 1],
  ['INITIATED', 2],
  ['ALERTING', 3],
  ['ACCEPTED', 4],
  ['FAILED', 4],
  ['ACTIVE', 5],
  ['HELD', 5],
  ['WRAP_UP', 6],
]);

/** Whether a call in `state` can be in `next` afterwards; an unknown state can follow every other. */
export function canFollow(state: string, next: string): boolean {
  return (stages.get(next) ?? Infinity) >= (stages.get(state) ?? 0);
}

/** Whether somebody in this state can be heard, or could be if the call were not on hold. */
export function isConnected({ state }: { readonly state?: string | undefined }): boolean {
  return state === 'ACTIVE' || state === 'HELD';
}

/** Whether the call, or the agent's work after it, is not over. */
export function isGoingOn({ endedAt, state }: Readonly<Pick<Partial<Leg>, 'endedAt' | 'state'>>): boolean {
  return endedAt === undefined || state === 'WRAP_UP';
}

/** Whether nobody has answered yet. */
export function isUnanswered({ answeredAt, endedAt }: Leg): boolean {
  return answeredAt === undefined && endedAt === undefined;
}

type Participants = readonly Participant[];

/** How many participants are in the call now. */
export function countConnected(participants: Participants): number {
  let count = 0;
  for (const participant of participants) {
    count += isConnected(participant) ? 1 : 0;
  }
  return count;
}

/** How the participants of a call have changed; the lists have extensions or numbers. */
export interface ParticipantChanges {
  readonly joined: readonly string[];
  readonly left: readonly string[];
  readonly changed: readonly string[];
}

/** Finds which others have come to a call, have left it, or have another state; `own` is the agent's extension. */
export function changesIn(
  before: Participants,
  after: Participants,
  own: string | undefined,
): ParticipantChanges {
  const was = statesIn(before, own);
  const is = statesIn(after, own);
  return {
    joined: [...is.keys()].filter((address) => !was.has(address)),
    left: [...was.keys()].filter((address) => !is.has(address)),
    changed: [...is.keys()].filter((address) => was.has(address) && was.get(address) !== is.get(address)),
  };
}

function statesIn(participants: Participants, own: string | undefined): Map<string, string | undefined> {
  return new Map(
    participants.flatMap(({ extension, state }) =>
      extension === undefined || extension === own || state === 'DROPPED' ? [] : [[extension, state]],
    ),
  );
}

/** Whether two lists have the same participants in the same states and order, which is the usual case. */
export function areSame(one: Participants, other: Participants): boolean {
  return (
    one.length === other.length &&
    one.every(({ extension, state }, index) => {
      const same = other[index];
      return same?.extension === extension && same?.state === state;
    })
  );
}

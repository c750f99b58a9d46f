import type { CallKind, CallOutcome, Direction, LegRole, MissedReason, Participant } from '../../../protocol';

/** What one agent has of a call. Never changed: replaced by the next. All times are in milliseconds since 1970. */
export interface Leg {
  readonly agentId: string;
  /** Absent while GC has not told it. */
  readonly dialogId: string | undefined;
  readonly leg: LegRole;
  readonly kind: CallKind;
  readonly direction: Direction;
  /** As GC tells it; `DROP` once it is over. */
  readonly state: string;
  readonly fromAddress: string | undefined;
  readonly toAddress: string | undefined;
  readonly callVariables: Readonly<Record<string, string>> | undefined;
  /** There were more, or longer ones, than are kept. */
  readonly callVariablesCut: true | undefined;
  readonly participants: readonly Participant[] | undefined;
  /** There were more than are kept. */
  readonly participantsCut: true | undefined;
  readonly callType: string | undefined;
  /** GC has said that it could not be set up. */
  readonly hasFailed: boolean;
  /** Why it could not be set up, where GC says so. */
  readonly cause: string | undefined;
  readonly prevDialogId: string | undefined;
  readonly nextDialogId: string | undefined;
  readonly associatedDialogId: string | undefined;
  readonly startedAt: number;
  /** The start as GC tells it, where the client has not seen it. */
  readonly startTime: string | undefined;
  readonly isStartSeen: boolean;
  readonly answeredAt: number | undefined;
  /** False where it was answered before the client was there, and nobody knows when. */
  readonly isAnswerKnown: boolean;
  /** Since when there are three or more in it. */
  readonly conferenceAt: number | undefined;
  readonly holds: number;
  /** Since when it is on hold. */
  readonly heldAt: number | undefined;
  /** How long it was on hold before that. */
  readonly holdMs: number;
  readonly endedAt: number | undefined;
  readonly wrapUpAt: number | undefined;
  /** When nothing more could come. */
  readonly closedAt: number | undefined;
  readonly hungUpBy: 'agent' | 'other' | undefined;
  readonly outcome: CallOutcome | undefined;
  /** GC itself has said that it is over. */
  readonly isEndTold: boolean;
  /** When something was heard of it last. */
  readonly changedAt: number;
}

/** A leg on the way to its next version. */
export type LegDraft = { -readonly [K in keyof Leg]: Leg[K] };

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
  /** Absent for a call that the agent has answered, or that was not offered. */
  readonly missed: Missed | undefined;
};

/** A leg with nothing but the facts that every call has from its first event on. */
export function newLeg({
  agentId,
  dialogId,
  leg,
  startedAt,
  isStartSeen,
  changedAt,
}: Pick<Leg, 'agentId' | 'dialogId' | 'leg' | 'startedAt' | 'isStartSeen' | 'changedAt'>): Leg {
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
    isEndTold: false,
    changedAt,
  };
}

/** The leg as it was before its end. */
export function reopened(leg: Leg): Leg {
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
    isEndTold: false,
  };
}

/** How far a call is in a state: what comes late and tells of an earlier stage is no news. */
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

/** Whether a call in one state can be in the other afterwards; states that nobody knows say nothing. */
export function canFollow(state: string, next: string): boolean {
  return (stages.get(next) ?? Infinity) >= (stages.get(state) ?? 0);
}

/** Whether somebody in this state can be heard, or could be if the call were not on hold. */
export function isConnected({ state }: { readonly state?: string | undefined }): boolean {
  return state === 'ACTIVE' || state === 'HELD';
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

/** Who else has come to a call, has left it, or is in another state. Who has left is listed once more. */
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

/** Whether two lists say the same of the same participants in the same order: mostly they do. */
export function areSame(one: Participants, other: Participants): boolean {
  return (
    one.length === other.length &&
    one.every(({ extension, state }, index) => {
      const same = other[index];
      return same?.extension === extension && same?.state === state;
    })
  );
}

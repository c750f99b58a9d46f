import type { Participant } from '../../../protocol';

/** `consult`: a call about the agent's main call, even where that is not known yet. */
export type LegRole = 'main' | 'consult';

export type Direction = 'incoming' | 'outgoing' | 'unknown';

/**
 * What kind of call it is for this agent: from outside, to the outside, with another agent whom the client knows, about
 * another call, the dialer's offer of one, a supervisor listening, a supervisor who has barged in.
 */
export type CallKind =
  'inbound' | 'outbound' | 'internal' | 'consult' | 'preview' | 'monitored' | 'barged' | 'unknown';

/**
 * What became of a call: the agent has talked; did not answer; did not get to it, because the caller gave up; was not
 * answered (an outgoing one); the number was busy; it failed for another reason; was handed on; became part of a
 * conference; the dialer's offer was taken, or was not wanted; nobody has told.
 */
export type CallOutcome =
  | 'answered'
  | 'missed'
  | 'abandoned'
  | 'unanswered'
  | 'busy'
  | 'failed'
  | 'transferred'
  | 'conferenced'
  | 'accepted'
  | 'rejected'
  | 'unknown';

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

/** Whether somebody can be heard, or could if it were not on hold. */
export function isConnected({ state }: { readonly state?: string | undefined }): boolean {
  return state === 'ACTIVE' || state === 'HELD';
}

/** Whether nobody has answered yet. */
export function isUnanswered({ answeredAt, endedAt }: Leg): boolean {
  return answeredAt === undefined && endedAt === undefined;
}

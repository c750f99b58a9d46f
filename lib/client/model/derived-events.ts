import type { Participant, Team } from '../../protocol';
import type { CallKind, CallOutcome, Direction, LegRole } from './calls/leg';

/** What every derived event about a call has: the call as this agent has it, once the event has happened. */
export interface AboutCall {
  readonly agentId: string;
  /** Absent while GC has not told it: its old text format leaves it out of many events. */
  readonly dialogId?: string;
  /** When it happened, in milliseconds since 1970, by our clock. */
  readonly at: number;
  /** True where it was found out after an outage, and has happened some time before. */
  readonly recovered?: true;
  readonly leg: LegRole;
  readonly kind: CallKind;
  readonly direction: Direction;
  readonly state: string;
  readonly fromAddress?: string;
  readonly toAddress?: string;
  readonly callVariables?: Readonly<Record<string, string>>;
  /** True where GC has told more variables, or longer ones, than are kept of a call. */
  readonly callVariablesCut?: true;
  readonly participants?: readonly Participant[];
  /** True where GC has told more participants than are kept of a call. */
  readonly participantsCut?: true;
  /** The call that this one was until it was transferred to the agent. */
  readonly prevDialogId?: string;
  /** The call that a consult call is about. */
  readonly associatedDialogId?: string;
}

/** A call rings at an agent, or the dialer offers one. */
export interface CallOffered extends AboutCall {
  readonly type: 'CallOffered';
}

/** The agent talks: somebody has answered, the agent or who was called. `seconds`: how long it rang. */
export interface CallAnswered extends AboutCall {
  readonly type: 'CallAnswered';
  readonly seconds: number;
}

/** Why an agent has not got a call that rang: as far as GC tells. */
export type MissedReason = 'not-answered' | 'caller-gave-up' | 'unknown';

/** An offered call is over, and the agent has not answered it. `seconds`: how long it rang. */
export interface CallMissed extends AboutCall {
  readonly type: 'CallMissed';
  readonly reason: MissedReason;
  /** With which GC has made the agent not ready. */
  readonly reasonCode?: string;
  readonly seconds: number;
}

/** The agent has put the call on hold. */
export interface CallHeld extends AboutCall {
  readonly type: 'CallHeld';
}

/** The call is no longer on hold. `seconds`: how long it was. */
export interface CallRetrieved extends AboutCall {
  readonly type: 'CallRetrieved';
  readonly seconds: number;
}

/** The agent calls somebody about a call that is on hold: `associatedDialogId`. */
export interface ConsultStarted extends AboutCall {
  readonly type: 'ConsultStarted';
}

/** The agent has handed a call on, or has got one that somebody else had. */
export interface CallTransferred extends AboutCall {
  readonly type: 'CallTransferred';
  readonly role: 'transferring' | 'receiving';
  /** Extension or number of the other one of the two, where it is known. */
  readonly party?: string;
}

/** Three or more are in the call now. */
export interface CallConferenced extends AboutCall {
  readonly type: 'CallConferenced';
}

/** Others in the call have come, gone, or are on hold or back. GC tells this in JSON alone. */
export interface ParticipantChanged extends AboutCall {
  readonly type: 'ParticipantChanged';
  /** Extensions or numbers. */
  readonly joined: readonly string[];
  readonly left: readonly string[];
  readonly changed: readonly string[];
}

/** The conversation is over, and the agent has work to do after it. */
export interface WrapUpStarted extends AboutCall {
  readonly type: 'WrapUpStarted';
}

/** `seconds`: how long it took. */
export interface WrapUpEnded extends AboutCall {
  readonly type: 'WrapUpEnded';
  readonly seconds: number;
}

/** How long each part of a call took, in seconds. */
export interface CallDurations {
  /** From the first sign of the call to the answer, or to the end. */
  readonly ring: number;
  /** Without the time on hold. */
  readonly talk: number;
  readonly hold: number;
  readonly wrapUp: number;
  /** All of these. */
  readonly total: number;
}

/** The whole record of a call as one agent had it. Nothing more comes about it. */
export interface CallEnded extends AboutCall {
  readonly type: 'CallEnded';
  readonly outcome: CallOutcome;
  /** Why a call could not be set up, in GC's word: `BUSY`, `BAD_DESTINATION`, … */
  readonly cause?: string;
  /** `agent`: the agent has left, or was taken out, and others go on; absent where GC does not tell. */
  readonly hungUpBy?: 'agent' | 'other';
  /** In milliseconds since 1970, as are the others. */
  readonly startedAt: number;
  readonly answeredAt?: number;
  /** When the conversation ended, or the ringing; wrap-up comes after it. */
  readonly endedAt: number;
  /** How often the agent has put it on hold. */
  readonly holds: number;
  readonly durations: CallDurations;
  /** The call as which it goes on, after a transfer or in a conference. */
  readonly nextDialogId?: string;
  /** The client has not seen the beginning: times are what GC has told, and otherwise what was seen. */
  readonly incomplete?: true;
}

/** An agent has another state, or is in the same one for another reason. */
export interface AgentStateChanged {
  readonly type: 'AgentStateChanged';
  readonly agentId: string;
  /** When it happened, in milliseconds since 1970, by our clock. */
  readonly at: number;
  readonly recovered?: true;
  readonly state: string;
  readonly reasonCode?: string;
  /** What the reason is called; known once the reason codes were asked for. */
  readonly reasonLabel?: string;
  /** The state that comes after the call. */
  readonly pendingState?: string;
  /** `UNKNOWN` where nothing was known before. */
  readonly previousState: string;
  readonly previousReasonCode?: string;
  readonly previousReasonLabel?: string;
  /** How long the agent was in the previous state; absent where nobody knows. */
  readonly seconds?: number;
  readonly agentName?: string;
  readonly extension?: string;
  readonly team?: Team;
  /** The supervisor who is told of this agent, where it is told to one. */
  readonly supervisorId?: string;
}

export type DerivedCallEvent =
  | CallOffered
  | CallAnswered
  | CallMissed
  | CallHeld
  | CallRetrieved
  | ConsultStarted
  | CallTransferred
  | CallConferenced
  | ParticipantChanged
  | WrapUpStarted
  | WrapUpEnded
  | CallEnded;

/**
 * What the client concludes from what GC tells: for each agent and call by itself, so that two agents who talk to each
 * other have a call each. `switch (event.type)` tells which; no type is also one of GC's.
 */
export type DerivedEvent = DerivedCallEvent | AgentStateChanged;

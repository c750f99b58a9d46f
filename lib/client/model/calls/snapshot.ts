import {
  callActions,
  specialCallActions,
  type CallKind,
  type CallOutcome,
  type CommandName,
  type Direction,
  type LegRole,
  type Participant,
} from '../../../protocol';
import { isMainOf } from './consult';
import { isGoingOn, type Leg } from './leg';

/** A call as one agent has it, as far as events show. All times are in milliseconds since 1970. */
export interface LegSnapshot {
  readonly agentId: string;
  /** Absent until GC reports it: its old text format often leaves it out. */
  readonly dialogId?: string | undefined;
  /** `consult`: a call about the agent's main call, even where that is not known yet. */
  readonly leg: LegRole;
  readonly kind: CallKind;
  readonly direction: Direction;
  /** The state as GC names it; `DROP` once the call is over. */
  readonly state: string;
  readonly fromAddress?: string | undefined;
  readonly toAddress?: string | undefined;
  readonly callVariables?: Readonly<Record<string, string>> | undefined;
  /** True if GC sent more variables, or longer ones, than are kept. */
  readonly callVariablesCut?: true | undefined;
  readonly participants?: readonly Participant[] | undefined;
  /** True if GC sent more participants than are kept. */
  readonly participantsCut?: true | undefined;
  /** Why the call could not be set up. */
  readonly cause?: string | undefined;
  /** The call that this one was until it was transferred to the agent. */
  readonly prevDialogId?: string | undefined;
  /** The call as which this one goes on, after a transfer or in a conference. */
  readonly nextDialogId?: string | undefined;
  /** The call that a consult call is about. */
  readonly associatedDialogId?: string | undefined;
  readonly startedAt: number;
  readonly answeredAt?: number | undefined;
  /** Since when the call is on hold. */
  readonly heldAt?: number | undefined;
  /** How often the agent has put the call on hold. */
  readonly holds: number;
  /** How long the call was on hold, without the time since `heldAt`. */
  readonly holdMs: number;
  /** Since when the agent does the work after the call. */
  readonly wrapUpAt?: number | undefined;
  /** When the conversation, or the ringing, ended. */
  readonly endedAt?: number | undefined;
  /** Known once no more events about the call can come. */
  readonly outcome?: CallOutcome | undefined;
  readonly hungUpBy?: 'agent' | 'other' | undefined;
  /** The commands that this agent may give now. */
  readonly actions: readonly CommandName[];
  /** When the last event about the call came. */
  readonly changedAt: number;
}

/** A call whose dialog id is known: it can be named in a command. */
export type NamedLegSnapshot = LegSnapshot & { readonly dialogId: string };

/** A call, with what each agent has of it. */
export interface CallSnapshot extends Pick<
  LegSnapshot,
  | 'dialogId'
  | 'kind'
  | 'state'
  | 'fromAddress'
  | 'toAddress'
  | 'callVariables'
  | 'callVariablesCut'
  | 'participants'
  | 'participantsCut'
  | 'startedAt'
> {
  /** When it ended for the last of the agents. */
  readonly endedAt?: number | undefined;
  readonly legs: readonly LegSnapshot[];
}

/** The snapshot of a leg; `others` are the agent's other calls. */
export function legSnapshot(leg: Leg, others: readonly Leg[]): LegSnapshot {
  const { agentId, dialogId, kind, direction, state, fromAddress, toAddress, callVariables } = leg;
  const { callVariablesCut, participants, participantsCut, cause, prevDialogId, nextDialogId } = leg;
  const { associatedDialogId, startedAt, answeredAt } = leg;
  const { heldAt, holds, holdMs, wrapUpAt, endedAt, outcome, hungUpBy, changedAt } = leg;
  return {
    agentId,
    dialogId,
    leg: leg.leg,
    kind,
    direction,
    state,
    fromAddress,
    toAddress,
    callVariables,
    callVariablesCut,
    participants,
    participantsCut,
    cause,
    prevDialogId,
    nextDialogId,
    associatedDialogId,
    startedAt,
    answeredAt,
    heldAt,
    holds,
    holdMs,
    wrapUpAt,
    endedAt,
    outcome,
    hungUpBy,
    actions: actionsOf(leg, others),
    changedAt,
  };
}

/** Puts the legs of a call together: it began as its first leg, and its state is that of the leg with the latest event. */
export function callSnapshot(legs: readonly LegSnapshot[]): CallSnapshot {
  const first = legs.reduce((earliest, leg) => (leg.startedAt < earliest.startedAt ? leg : earliest));
  const last = legs.reduce((latest, leg) => (isNewer(leg, latest) ? leg : latest));
  const { dialogId, kind, fromAddress, toAddress, startedAt } = first;
  const { state, callVariables, callVariablesCut, participants, participantsCut } = last;
  const isOver = legs.every(({ endedAt }) => endedAt !== undefined);
  const endedAt = isOver ? Math.max(...legs.map((leg) => leg.endedAt ?? 0)) : undefined;
  return {
    dialogId,
    kind,
    state,
    fromAddress,
    toAddress,
    callVariables,
    callVariablesCut,
    participants,
    participantsCut,
    startedAt,
    endedAt,
    legs,
  };
}

/** Whether a leg is the better source for the state of its call: one that goes on, or the one with the later event. */
function isNewer(leg: LegSnapshot, other: LegSnapshot): boolean {
  const isOver = leg.endedAt !== undefined;
  const isOtherOver = other.endedAt !== undefined;
  return isOver === isOtherOver ? leg.changedAt >= other.changedAt : isOtherOver;
}

const none: readonly CommandName[] = [];

function actionsOf(leg: Leg, others: readonly Leg[]): readonly CommandName[] {
  const { kind, state, direction } = leg;
  if (!isGoingOn(leg)) {
    return none;
  }
  if (kind === 'preview' && state === 'ALERTING') {
    return specialCallActions.offeredByDialer;
  }
  if (kind === 'monitored' && state === 'ACTIVE') {
    return specialCallActions.monitoring;
  }
  if (leg.leg === 'consult' && state === 'ACTIVE') {
    return specialCallActions.consulting;
  }
  const isConsulted = others.some((other) => isTalkedAbout(leg, other));
  if (state === 'HELD' && isConsulted) {
    return specialCallActions.consulted;
  }
  // The agent who has called cannot answer.
  const ownState = state === 'ALERTING' && direction === 'outgoing' ? 'INITIATED' : state;
  return Object.hasOwn(callActions, ownState) ? (callActions[ownState] ?? none) : none;
}

function isTalkedAbout(main: Leg, consult: Leg): boolean {
  return consult.leg === 'consult' && consult.state === 'ACTIVE' && isMainOf(main, consult);
}

import { reservedReasonCodes, type CallOutcome } from '../../../protocol';
import type { AgentSnapshot } from '../agent';
import type { OwnAction } from '../call-commands';
import type { Merge } from './consult';
import type { CallContext } from './context';
import type { CallChange } from './events';
import {
  changesIn,
  isConnected,
  type ClosedLeg,
  type Earlier,
  type KeptLeg,
  type Leg,
  type Missed,
} from './leg';

/**
 * Takes in that the agent has left a call: by handing it on, or because somebody hung up. What the client itself has
 * done counts more than the lists of participants show.
 */
export function agentLeaves(
  before: Earlier,
  leg: KeptLeg,
  merge: Merge | undefined,
  context: CallContext,
): CallChange[] {
  const action = ownActionOn(leg, context);
  const isReleased = action === 'released';
  if (leg.answeredAt === undefined) {
    leg.hungUpBy = isReleased ? 'agent' : before.hungUpBy;
    return [];
  }
  const othersGoOn = leg.participants !== before.participants && othersStay(leg);
  const isHandedOn = !isReleased && isTransferred(before, leg, { othersGoOn, action, merge }, context);
  if (!isHandedOn) {
    leg.hungUpBy = whoHungUp(before, leg, { othersGoOn, action }, context);
    return [];
  }
  leg.outcome = 'transferred';
  const [joined] = changesIn(before.participants ?? [], leg.participants ?? [], undefined).joined;
  const party = merge?.from.toAddress ?? (before.participants && joined);
  return [{ type: 'CallTransferred', role: 'transferring', ...(party !== undefined && { party }) }];
}

interface Departure {
  /** Whether others in the call go on without the agent, as a list of participants shows. */
  readonly othersGoOn: boolean;
  /** What the client has just done to the call. */
  readonly action: OwnAction | undefined;
}

function isTransferred(
  before: Earlier,
  leg: Leg,
  { othersGoOn, action, merge }: Departure & { readonly merge: Merge | undefined },
  context: CallContext,
): boolean {
  if (action === 'transferred') {
    const isOver = leg.participants !== before.participants && !othersGoOn;
    return !isOver;
  }
  const isConference = leg.conferenceAt !== undefined;
  const isByMerge = merge?.outcome === 'transferred';
  return !isConference && (isByMerge || (othersGoOn && !isReleasedByOther(leg, context)));
}

function whoHungUp(
  before: Earlier,
  leg: Leg,
  { othersGoOn, action }: Departure,
  context: CallContext,
): Leg['hungUpBy'] {
  if (action === 'released') {
    return before.hungUpBy ?? 'agent';
  }
  const isConference = leg.conferenceAt !== undefined;
  if (othersGoOn) {
    return !isConference && isReleasedByOther(leg, context) ? 'other' : 'agent';
  }
  return before.hungUpBy;
}

/** Whether the client has just released the call for another agent who was in it. */
function isReleasedByOther(leg: Leg, context: CallContext): boolean {
  const other = context.otherLegOf(leg);
  const { dialogId, changedAt } = leg;
  return other !== undefined && context.commands.actionAt(changedAt, other.agentId, dialogId) === 'released';
}

/** What the client has done to the call shortly before its last event. */
function ownActionOn(
  { agentId, dialogId, changedAt }: Leg,
  { commands }: CallContext,
): OwnAction | undefined {
  return commands.actionAt(changedAt, agentId, dialogId);
}

/**
 * The agent's decision about the dialer's offer, once the call is over.
 * Source: Cisco Unified CCX CTI Protocol Developer Guide, "The BAResponse ECC Variable".
 */
export function decisionOn(before: Earlier, leg: Leg, context: CallContext): CallOutcome | undefined {
  const { kind, callVariables } = leg;
  const action = before.answeredAt === undefined ? ownActionOn(leg, context) : undefined;
  if (action === 'accepted' || action === 'rejected') {
    return action;
  }
  const response = kind === 'preview' ? callVariables?.['BAResponse'] : undefined;
  if (before.state === 'ACCEPTED' || response === 'Accept') {
    return 'accepted';
  }
  return response?.startsWith('Reject') === true ? 'rejected' : undefined;
}

/**
 * Makes a call what it stays once nothing more can come about it, and returns it. `agent` is given if the agent's state
 * is one that the end of the call has led to.
 */
export function close(leg: KeptLeg, agent: AgentSnapshot | undefined, at: number): ClosedLeg {
  const missed = isMissed(leg) ? missedBy(leg, agent) : undefined;
  const endedAt = leg.endedAt ?? at;
  return Object.assign(leg, {
    state: 'DROP',
    endedAt,
    closedAt: leg.wrapUpAt === undefined ? endedAt : at,
    outcome: leg.outcome ?? outcomeOf(leg, missed),
    missed,
  });
}

function outcomeOf(leg: Leg, missed: Missed | undefined): CallOutcome {
  const { cause, hasFailed, answeredAt, isEndTold } = leg;
  if (cause !== undefined) {
    return cause === 'BUSY' ? 'busy' : 'failed';
  }
  if (answeredAt !== undefined) {
    return 'answered';
  }
  if (hasFailed) {
    return 'failed';
  }
  if (!isEndTold) {
    return 'unknown';
  }
  if (missed === undefined) {
    return 'unanswered';
  }
  return missed.reason === 'caller-gave-up' ? 'abandoned' : 'missed';
}

/** Whether a call was offered to the agent, who neither answered it nor decided about it. */
function isMissed({ direction, answeredAt, cause, hasFailed, outcome }: Leg): boolean {
  const isDecided = cause !== undefined || hasFailed || outcome !== undefined;
  return direction !== 'outgoing' && answeredAt === undefined && !isDecided;
}

const { missed, missedRepeatedly, missedUccx } = reservedReasonCodes;

/** One of these codes means something else on UCCX, but not for an agent whose phone has just rung. */
const missedCodes: readonly string[] = [missed.code, missedRepeatedly.code, missedUccx.code];

/** Why the agent missed the call. GC does not say it: the agent's next state shows it. */
function missedBy(leg: Leg, agent: AgentSnapshot | undefined): Missed {
  const goesOn = leg.participants?.some(({ state }) => state !== 'DROPPED') === true;
  const { state, reasonCode, previousState } = agent ?? {};
  if (state === 'NOT_READY' && missedCodes.includes(reasonCode ?? '')) {
    return { reason: 'not-answered', reasonCode };
  }
  if (leg.hungUpBy === 'agent') {
    return { reason: 'not-answered', reasonCode: undefined };
  }
  // The old text format has no reason codes.
  const isSent = state === 'NOT_READY' && reasonCode === undefined && previousState === 'RESERVED';
  if (goesOn || isSent || leg.kind === 'preview') {
    return { reason: 'not-answered', reasonCode: undefined };
  }
  // Agents who do not answer calls from outside are not left ready.
  const hasGivenUp = state === 'READY' && leg.kind === 'inbound';
  return { reason: hasGivenUp ? 'caller-gave-up' : 'unknown', reasonCode: undefined };
}

/** Whether others are still in the call that the agent has left. */
function othersStay({ participants }: Leg): boolean {
  return participants?.some(isConnected) === true;
}

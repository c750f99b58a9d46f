import { reservedReasonCodes } from '../../../protocol';
import type { AgentSnapshot } from '../agents';
import type { CallDurations, MissedReason } from '../derived-events';
import { isConnected, type CallOutcome, type Leg } from './leg';

/** Why an agent has not got a call, and the reason code with which GC has made the agent not ready. */
export interface Missed {
  readonly reason: MissedReason;
  readonly reasonCode: string | undefined;
}

/** A call that is over, and about which nothing more can come. */
export type ClosedLeg = Leg & {
  readonly endedAt: number;
  readonly closedAt: number;
  readonly outcome: CallOutcome;
  /** Absent where the agent has got it, or it was not offered. */
  readonly missed: Missed | undefined;
};

/** A call as it is once nothing more can come about it. `agent`: with the state that has come of its end, if one has. */
export function closed(leg: Leg, agent: AgentSnapshot | undefined, at: number): ClosedLeg {
  const endedAt = leg.endedAt ?? at;
  const closedAt = leg.wrapUpAt === undefined ? endedAt : at;
  const missed = isMissed(leg) ? missedBy(leg, agent) : undefined;
  const outcome = leg.outcome ?? outcomeOf(leg, missed);
  return { ...leg, state: 'DROP', endedAt, closedAt, outcome, missed };
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

/** Whether a call was offered, and the agent has neither got it nor decided about it. */
function isMissed({ direction, answeredAt, cause, hasFailed, outcome }: Leg): boolean {
  const isDecided = cause !== undefined || hasFailed || outcome !== undefined;
  return direction !== 'outgoing' && answeredAt === undefined && !isDecided;
}

const { missed, missedRepeatedly, missedUccx } = reservedReasonCodes;

/** One of them means something else on UCCX, but not of an agent for whom a call has just rung. */
const missedCodes: readonly string[] = [missed.code, missedRepeatedly.code, missedUccx.code];

/** GC does not say why an agent has not got a call; it shows in what it says next of the agent. */
function missedBy(leg: Leg, agent: AgentSnapshot | undefined): Missed {
  const goesOn = leg.participants?.some(({ state }) => state !== 'DROPPED') === true;
  const { state, reasonCode, previousState } = agent ?? {};
  if (state === 'NOT_READY' && missedCodes.includes(reasonCode ?? '')) {
    return { reason: 'not-answered', reasonCode };
  }
  if (leg.hungUpBy === 'agent') {
    return { reason: 'not-answered', reasonCode: undefined };
  }
  // The old text format tells no reasons.
  const isSent = state === 'NOT_READY' && reasonCode === undefined && previousState === 'RESERVED';
  if (goesOn || isSent || leg.kind === 'preview') {
    return { reason: 'not-answered', reasonCode: undefined };
  }
  // Agents who do not answer calls from outside are not left ready.
  const hasGivenUp = state === 'READY' && leg.kind === 'inbound';
  return { reason: hasGivenUp ? 'caller-gave-up' : 'unknown', reasonCode: undefined };
}

/** Whether the agent has gone from a call in which others stay. */
export function othersStay({ participants }: Pick<Leg, 'participants'>): boolean {
  return participants?.some(isConnected) === true;
}

export function durationsOf(leg: ClosedLeg): CallDurations {
  const { startedAt, answeredAt, heldAt, endedAt, wrapUpAt, closedAt } = leg;
  const holdMs = leg.holdMs + (heldAt === undefined ? 0 : endedAt - heldAt);
  return {
    ring: seconds((answeredAt ?? endedAt) - startedAt),
    talk: answeredAt === undefined ? 0 : seconds(endedAt - answeredAt - holdMs),
    hold: seconds(holdMs),
    wrapUp: wrapUpAt === undefined ? 0 : seconds(closedAt - wrapUpAt),
    total: seconds(closedAt - startedAt),
  };
}

/** Where GC's clock and ours differ, a duration could come out negative. */
export function seconds(ms: number): number {
  return Math.max(0, ms) / 1000;
}

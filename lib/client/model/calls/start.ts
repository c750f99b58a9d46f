import type { AgentSnapshot } from '../agents';
import type { GcClock } from '../gc-clock';
import { hasBargedIn } from './kind';
import { isConnected, type Leg } from './leg';
import type { ToldCall } from './told-call';
import type { Surroundings } from './world';

/** A call of which nothing is known but that it is there. */
export function newLeg(told: ToldCall, state: string, at: number, surroundings: Surroundings): Leg {
  const { agent, clock, merge } = surroundings;
  const isBegun = !isConnected({ state }) && state !== 'WRAP_UP';
  const isExplained =
    merge !== undefined ||
    told.prevDialogId !== undefined ||
    told.callType === 'SM' ||
    hasBargedIn(told, agent.extension) ||
    clock.isJustNow(told.startTime, at);
  const isStartSeen = told.recovered === undefined && (isBegun || isExplained);
  return {
    agentId: told.agentId,
    dialogId: told.dialogId,
    leg: told.type === 'ConsultCall' ? 'consult' : 'main',
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
    startedAt: isStartSeen ? at : inCallSince(agent, at),
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
    changedAt: at,
  };
}

/** A call as it was before its end, whatever has become of it. */
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

/** The start as GC tells it, of a call that was there before the client; whoever talks has answered after it. */
export function toldStart(
  { startTime, startedAt, answeredAt, isAnswerKnown }: Leg,
  clock: GcClock,
  at: number,
): Pick<Leg, 'startedAt' | 'answeredAt'> {
  const start = clock.read(startTime, at) ?? startedAt;
  const answer = isAnswerKnown ? answeredAt : start;
  return { startedAt: start, answeredAt: answer && Math.max(answer, start) };
}

const inCall = ['TALKING', 'HOLD', 'RESERVED', 'RESERVED_OUTBOUND', 'RESERVED_OUTBOUND_PREVIEW'];

/** Who has a state that comes of a call has had the call at least as long. */
export function inCallSince({ state, since }: AgentSnapshot, at: number): number {
  return inCall.includes(state) ? Math.min(since ?? at, at) : at;
}

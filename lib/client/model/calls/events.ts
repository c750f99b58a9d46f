import type {
  AboutCall,
  CallDurations,
  CallEnded,
  CallMissed,
  DerivedCallEvent,
  WrapUpEnded,
} from '../../../protocol';
import { given } from '../given';
import type { ClosedLeg, Leg } from './leg';
import type { LegSnapshot } from './snapshot';

type Without<E, K> = E extends unknown ? Omit<E, K & keyof E> : never;

/** A derived event about a call without the attributes that all of them have. */
export type CallChange = Without<DerivedCallEvent, keyof AboutCall>;

/** The attributes that all derived events about a call have. */
export function aboutCall(
  leg: Pick<LegSnapshot, Exclude<keyof AboutCall, 'at' | 'recovered'>>,
  at: number,
  recovered?: true,
): AboutCall {
  const { agentId, dialogId, leg: role, kind, direction, state, fromAddress, toAddress } = leg;
  const { callVariables, callVariablesCut, participants, participantsCut } = leg;
  const { prevDialogId, associatedDialogId } = leg;
  return given({
    agentId,
    dialogId,
    at,
    recovered,
    leg: role,
    kind,
    direction,
    state,
    fromAddress,
    toAddress,
    callVariables,
    callVariablesCut,
    participants,
    participantsCut,
    prevDialogId,
    associatedDialogId,
  });
}

/** The derived event for a change of a call. */
export function callEvent(
  leg: Leg,
  { type, ...attributes }: CallChange,
  recovered: true | undefined,
): DerivedCallEvent {
  return { type, ...aboutCall(leg, leg.changedAt, recovered), ...attributes } as DerivedCallEvent;
}

/** The derived events at the very end of a call, when nothing more can come about it. */
export function lastEventsOf(leg: ClosedLeg, recovered: true | undefined): DerivedCallEvent[] {
  const common = aboutCall(leg, leg.closedAt, recovered);
  return [...wrapUpEnded(leg, common), ...callMissed(leg, common), callEnded(leg, common)];
}

function wrapUpEnded({ wrapUpAt, closedAt }: ClosedLeg, common: AboutCall): WrapUpEnded[] {
  return wrapUpAt === undefined
    ? []
    : [{ type: 'WrapUpEnded', ...common, seconds: seconds(closedAt - wrapUpAt) }];
}

function callMissed({ missed, startedAt, endedAt }: ClosedLeg, common: AboutCall): CallMissed[] {
  return missed === undefined
    ? []
    : [{ type: 'CallMissed', ...common, ...given(missed), seconds: seconds(endedAt - startedAt) }];
}

function callEnded(leg: ClosedLeg, common: AboutCall): CallEnded {
  const { outcome, cause, hungUpBy, startedAt, answeredAt, endedAt, holds, nextDialogId, isStartSeen } = leg;
  return {
    type: 'CallEnded',
    ...common,
    outcome,
    ...given({ cause, hungUpBy, startedAt, answeredAt, endedAt, holds }),
    durations: durationsOf(leg),
    ...given({ nextDialogId, incomplete: isStartSeen ? undefined : (true as const) }),
  };
}

function durationsOf(leg: ClosedLeg): CallDurations {
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

/** A duration in seconds, to the millisecond. Never negative, although GC's clock and ours may differ. */
export function seconds(ms: number): number {
  return Math.max(0, ms) / 1000;
}

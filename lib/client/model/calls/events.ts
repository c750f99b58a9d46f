import type { AboutCall, CallDurations, CallEnded, DerivedCallEvent } from '../../../protocol';
import { given } from '../given';
import type { ClosedLeg, Leg } from './leg';
import type { LegSnapshot } from './snapshot';

type Without<E, K> = E extends unknown ? Omit<E, K & keyof E> : never;

/** A derived event about a call without the attributes that all of them have. */
export type CallChange = Without<DerivedCallEvent, keyof AboutCall>;

/** A derived event about a call, with the attributes that all of them have. */
export function aboutCall<T extends DerivedCallEvent['type']>(
  type: T,
  leg: Pick<LegSnapshot, Exclude<keyof AboutCall, 'at' | 'recovered'>>,
  at: number,
  recovered?: true,
): AboutCall & { readonly type: T } {
  const { agentId, dialogId, leg: role, kind, direction, state, fromAddress, toAddress } = leg;
  const { callVariables, callVariablesCut, participants, participantsCut } = leg;
  const { prevDialogId, associatedDialogId } = leg;
  const about = given({
    type,
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
  return about as AboutCall & { readonly type: T };
}

/** The derived event for a change of a call. */
export function callEvent(leg: Leg, change: CallChange, recovered: true | undefined): DerivedCallEvent {
  const about: AboutCall = aboutCall(change.type, leg, leg.changedAt, recovered);
  const event: object = Object.assign(about, change);
  return event as DerivedCallEvent;
}

/** The derived events at the very end of a call, when nothing more can come about it. */
export function lastEventsOf(leg: ClosedLeg, recovered: true | undefined): DerivedCallEvent[] {
  const { wrapUpAt, closedAt, missed, startedAt, endedAt } = leg;
  const events: DerivedCallEvent[] = [];
  if (wrapUpAt !== undefined) {
    const about = aboutCall('WrapUpEnded', leg, closedAt, recovered);
    events.push(Object.assign(about, { seconds: seconds(closedAt - wrapUpAt) }));
  }
  if (missed !== undefined) {
    const about = aboutCall('CallMissed', leg, closedAt, recovered);
    events.push(Object.assign(about, given(missed), { seconds: seconds(endedAt - startedAt) }));
  }
  events.push(callEnded(leg, recovered));
  return events;
}

function callEnded(leg: ClosedLeg, recovered: true | undefined): CallEnded {
  const { outcome, cause, hungUpBy, startedAt, answeredAt, endedAt, holds, nextDialogId, isStartSeen } = leg;
  return Object.assign(
    aboutCall('CallEnded', leg, leg.closedAt, recovered),
    given({
      outcome,
      cause,
      hungUpBy,
      startedAt,
      answeredAt,
      endedAt,
      holds,
      durations: durationsOf(leg),
      nextDialogId,
      incomplete: isStartSeen ? undefined : (true as const),
    }),
  );
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

import type { AboutCall, CallEnded, CallMissed, DerivedCallEvent, WrapUpEnded } from '../derived-events';
import { given } from '../given';
import { durationsOf, seconds, type ClosedLeg } from './ending';
import type { Leg } from './leg';

/** What every derived event about a call has. */
export function about(leg: Leg, at: number, recovered: true | undefined): AboutCall {
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

/** What is told when nothing more can come about a call. */
export function lastEventsOf(leg: ClosedLeg, recovered: true | undefined): DerivedCallEvent[] {
  const common = about(leg, leg.closedAt, recovered);
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

/** The record of a call. */
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

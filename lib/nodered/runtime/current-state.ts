import { aboutCall, given, isGoingOn, seconds } from '../../client';
import type { AgentSnapshot, LegSnapshot, Snapshot } from '../../client';
import type { DerivedCallEvent } from '../../protocol';
import type { AnyEvent } from '../connection/audience';

/** What is known of agents and their calls, as the events that would tell it now. */
export function currentState({ agents, calls }: Pick<Snapshot, 'agents' | 'calls'>): AnyEvent[] {
  const legs = calls.flatMap((call) => call.legs).filter(isGoingOn);
  return [...agents.flatMap(eventsOfAgent), ...legs.flatMap(eventsOfLeg)];
}

function eventsOfAgent(agent: AgentSnapshot): AnyEvent[] {
  const { agentId, state, since, previousState, reasonCode, reasonLabel, pendingState } = agent;
  const { agentName, extension, team, supervisorId } = agent;
  if (since === undefined) {
    return [];
  }
  return [
    { type: 'State', agentId, state, ...given({ reasonCode, pendingState, supervisorId }) },
    {
      type: 'AgentStateChanged',
      agentId,
      at: since,
      state,
      previousState: previousState ?? 'UNKNOWN',
      ...given({ reasonCode, reasonLabel, pendingState, agentName, extension, team, supervisorId }),
    },
  ];
}

function eventsOfLeg(call: LegSnapshot): AnyEvent[] {
  const { agentId, dialogId, state, fromAddress, toAddress, callVariables, participants, cause } = call;
  const { prevDialogId } = call;
  const told = given({ dialogId, fromAddress, callVariables, participants, cause });
  return [
    call.leg === 'consult'
      ? { type: 'ConsultCall', agentId, state, ...told, ...given({ toAddress }) }
      : { type: 'InboundCall', agentId, state, ...told, ...given({ prevDialogId }) },
    ...stageOf(call),
  ];
}

/** The event that has brought a call to where it is. */
function stageOf(call: LegSnapshot): DerivedCallEvent[] {
  const { startedAt, answeredAt, heldAt, wrapUpAt, direction, state } = call;
  if (wrapUpAt !== undefined) {
    return [aboutCall('WrapUpStarted', call, wrapUpAt)];
  }
  if (heldAt !== undefined) {
    return [aboutCall('CallHeld', call, heldAt)];
  }
  if (answeredAt !== undefined) {
    const about = aboutCall('CallAnswered', call, answeredAt);
    return [{ ...about, seconds: seconds(answeredAt - startedAt) }];
  }
  const isOffered = state === 'ALERTING' && direction === 'incoming';
  return isOffered ? [aboutCall('CallOffered', call, startedAt)] : [];
}

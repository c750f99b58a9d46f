import type { Agent } from '../store/agent';
import type { Call, CallKind } from '../store/call';
import type { CallQueue } from '../store/call-queue';
import type { ContactCentre } from '../store/contact-centre';

/** What GC tells of a queue. Source: row O-019 of "GC Output Messages". */
export interface QueueStatistics {
  readonly agentsNotReady: number;
  readonly agentsReady: number;
  readonly agentsTalkingInbound: number;
  readonly agentsTalkingInternal: number;
  readonly agentsTalkingOutbound: number;
  readonly agentsWrapUpNotReady: number;
  readonly agentsWrapUpReady: number;
  readonly callsInQueue: number;
  /** Milliseconds since 1970; absent when no call waits. */
  readonly startTimeOfLongestCallInQueue?: number;
}

type Activity = keyof Omit<QueueStatistics, 'callsInQueue' | 'startTimeOfLongestCallInQueue'>;

const activityByKind: Readonly<Record<CallKind, Activity>> = {
  routed: 'agentsTalkingInbound',
  direct: 'agentsTalkingInbound',
  internal: 'agentsTalkingInternal',
  consult: 'agentsTalkingInternal',
  monitor: 'agentsTalkingInternal',
  outgoing: 'agentsTalkingOutbound',
  outbound: 'agentsTalkingOutbound',
  preview: 'agentsTalkingOutbound',
};

/** What the agents of a queue do now, and what waits for them. */
export function queueStatistics(centre: ContactCentre, queue: CallQueue<Call>): QueueStatistics {
  const { teams } = queue.profile;
  const agents = [...centre.agents.values()].filter(({ profile }) => teams.includes(profile.team));
  const activities = agents.map((agent) => activityOf(centre, agent));
  const count = (activity: Activity) => activities.filter((other) => other === activity).length;
  const longest = queue.waiting[0];
  return {
    agentsNotReady: count('agentsNotReady'),
    agentsReady: count('agentsReady'),
    agentsTalkingInbound: count('agentsTalkingInbound'),
    agentsTalkingInternal: count('agentsTalkingInternal'),
    agentsTalkingOutbound: count('agentsTalkingOutbound'),
    agentsWrapUpNotReady: count('agentsWrapUpNotReady'),
    agentsWrapUpReady: count('agentsWrapUpReady'),
    callsInQueue: queue.waiting.length,
    ...(longest === undefined ? {} : { startTimeOfLongestCallInQueue: longest.startTime }),
  };
}

/** Reserved agents do nothing that is counted. */
function activityOf(centre: ContactCentre, agent: Agent): Activity | undefined {
  switch (agent.shown.state) {
    case 'READY':
      return 'agentsReady';
    case 'NOT_READY':
      return 'agentsNotReady';
    case 'WORK':
      return 'agentsWrapUpNotReady';
    case 'WORK_READY':
      return 'agentsWrapUpReady';
    case 'TALKING':
    case 'HOLD':
      return talkOf(centre, agent);
    default:
      return undefined;
  }
}

/** The call in which the agent speaks, or one that is on hold. */
function talkOf(centre: ContactCentre, agent: Agent): Activity | undefined {
  const legs = centre.legsOf(agent);
  const leg = legs.find(({ state }) => state === 'ACTIVE') ?? legs[0];
  return leg === undefined ? undefined : activityByKind[leg.call.kind];
}

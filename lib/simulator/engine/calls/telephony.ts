import { newInboundCallEvent } from '../publishing/events';
import { reportCall, reportToOthers } from '../publishing/report-call';
import { showState } from '../publishing/report-state';
import type { Agent } from '../store/agent';
import { isAgentLeg, isConnected, type AgentLeg, type Call, type Leg, type LegState } from '../store/call';
import type { ContactCentre, LegTraits } from '../store/contact-centre';
import { comeBack, finishLastCall, setHome } from './wrap-up';

/** A call rings at an agent, for some time. */
export function offerCall(centre: ContactCentre, call: Call, agent: Agent, extension: string): AgentLeg {
  const leg = enterCall(centre, call, agent, extension, 'ALERTING');
  showState(centre, agent);
  centre.report(agent, newInboundCallEvent(leg, centre.dialect.format));
  reportCall(centre, leg);
  call.stopWaiting = centre.clock.schedule(centre.site.timers.noAnswer, () => {
    missCall(centre, leg);
  });
  return leg;
}

/** An agent does not answer: a caller from outside would rather have one who is there. */
export function missCall(centre: ContactCentre, leg: AgentLeg): void {
  const { agent, call } = leg;
  const isFromOutside = call.kind === 'routed' || call.kind === 'direct';
  if (isFromOutside && agent.home.state === 'READY') {
    setHome(centre, agent, { state: 'NOT_READY', reasonCode: centre.rules.missedCode });
  }
  dropLeg(centre, leg);
}

/** The call is answered: those who called or were called talk. */
export function connectCall(centre: ContactCentre, call: Call): void {
  call.stopWaiting?.();
  call.queue = undefined;
  for (const leg of call.legs) {
    if (leg.state === 'INITIATED' || leg.state === 'ALERTING') {
      leg.state = 'ACTIVE';
    }
  }
  for (const leg of call.legs.filter(isAgentLeg)) {
    showState(centre, leg.agent);
    reportCall(centre, leg);
  }
}

/** Brings an agent into a call. An agent who comes back into a call no longer wraps it up. */
export function enterCall(
  centre: ContactCentre,
  call: Call,
  agent: Agent,
  address: string,
  state: LegState,
  traits?: LegTraits,
): AgentLeg {
  comeBack(centre, agent, call);
  return centre.addAgent(call, agent, address, state, traits);
}

/** An agent takes part in a call that others have. */
export function joinCall(
  centre: ContactCentre,
  call: Call,
  agent: Agent,
  extension: string,
  traits?: LegTraits,
): AgentLeg {
  const leg = enterCall(centre, call, agent, extension, 'ACTIVE', traits);
  showState(centre, agent);
  reportCall(centre, leg);
  reportToOthers(centre, call, leg);
  return leg;
}

/** A participant hangs up, or is cut off. The call goes on while there are others who talk. */
export function dropLeg(centre: ContactCentre, leg: Leg): void {
  const { call } = leg;
  const { queue } = call;
  const isBackInQueue = leg.state === 'ALERTING' && queue !== undefined;
  if (!isBackInQueue && !goesOn(call.legs.filter((other) => other !== leg))) {
    endCall(centre, call);
    return;
  }
  withdraw(centre, leg);
  if (isBackInQueue) {
    queue.put(call);
  }
}

/** A participant leaves a call, which goes on whoever is left. */
export function withdraw(centre: ContactCentre, leg: Leg): void {
  const { call } = leg;
  call.stopWaiting?.();
  leg.state = 'DROPPED';
  if (isAgentLeg(leg)) {
    leave(centre, leg);
  }
  reportToOthers(centre, call, leg);
  call.remove(leg);
  announceDeparture([leg]);
}

/** Ends a call for everybody, if it has not ended yet. */
export function endCall(centre: ContactCentre, call: Call): void {
  if (!centre.calls.delete(call.dialogId)) {
    return;
  }
  call.stopWaiting?.();
  call.queue?.remove(call);
  for (const leg of call.legs) {
    leg.state = 'DROPPED';
  }
  for (const leg of call.legs.filter(isAgentLeg)) {
    leave(centre, leg);
  }
  announceDeparture(call.legs);
}

/** There is nobody to tell of a call without agents. */
export function goesOn(legs: readonly Leg[]): boolean {
  return legs.filter(isConnected).length >= 2 && legs.some(isAgentLeg);
}

/** What there is to do once a participant has left. */
export function announceDeparture(legs: readonly Leg[]): void {
  for (const { onOver } of legs) {
    for (const run of onOver) {
      run();
    }
  }
}

/** A call is over for an agent; a consult call about it is now a call like any other. */
export function leave(centre: ContactCentre, leg: AgentLeg): void {
  const { agent, call } = leg;
  centre.detach(leg);
  const others = centre.legsOf(agent);
  if (others.length === 0) {
    finishLastCall(centre, leg);
    return;
  }
  reportCall(centre, leg);
  for (const other of others.filter(({ main }) => main === call)) {
    other.main = undefined;
    if (other.state === 'ACTIVE') {
      reportCall(centre, other);
    }
  }
  showState(centre, agent);
}

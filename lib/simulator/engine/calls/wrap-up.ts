import { reportCall } from '../publishing/report-call';
import { showState } from '../publishing/report-state';
import { RefusedCommand } from '../refused-command';
import type { Agent, HomeState, Standing } from '../store/agent';
import type { AgentLeg, Call } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';

/** Gives an agent another state without calls. If the agent is wrapping up a call, that is over. */
export function setHome(centre: ContactCentre, agent: Agent, home: Standing<HomeState>): void {
  const wrapUp = centre.wrapUps.get(agent);
  agent.home = home;
  if (wrapUp !== undefined) {
    wrapUp.stop();
    centre.wrapUps.delete(agent);
    wrapUp.leg.state = 'DROPPED';
    reportCall(centre, wrapUp.leg);
  }
}

/** @throws {RefusedCommand} if the agent has to tell first what the call was about. */
export function checkWrapUpReason(centre: ContactCentre, agent: Agent): void {
  const wrapUp = centre.wrapUps.get(agent);
  const isRequired = agent.profile.wrapUpOnIncoming === 'REQUIRED_WITH_WRAP_UP_DATA';
  if (isRequired && wrapUp !== undefined && wrapUp.leg.call.wrapUpReason === undefined) {
    throw new RefusedCommand('MISSING_REASON_CODE');
  }
}

/** Who comes back into a call no longer wraps it up. */
export function comeBack(centre: ContactCentre, agent: Agent, call: Call): void {
  const wrapUp = centre.wrapUps.get(agent);
  if (wrapUp?.leg.call === call) {
    setHome(centre, agent, wrapUp.next);
  }
}

/** The last of an agent's calls is over: wrap-up follows where there has to be one, else what was asked for. */
export function finishLastCall(centre: ContactCentre, leg: AgentLeg): void {
  const { agent } = leg;
  const { pending } = agent;
  agent.pending = undefined;
  const { wrapUpThenReady } = centre.rules;
  if (pending?.state === 'WORK') {
    startWrapUp(centre, leg, 'WORK', { state: 'NOT_READY' });
  } else if (pending?.state === 'WORK_READY') {
    startWrapUp(centre, leg, 'WORK_READY', { state: 'READY' });
  } else if (pending?.state !== 'LOGOUT' && mustWrapUp(leg)) {
    const next = pending ?? agent.home;
    startWrapUp(centre, leg, next.state === 'READY' ? wrapUpThenReady : 'WORK', next);
  } else {
    reportCall(centre, leg);
    if (pending !== undefined) {
      setHome(centre, agent, pending);
    }
    showState(centre, agent);
  }
}

/** Who was only asked about a call has nothing to wrap up. */
function mustWrapUp({ agent, address, call }: AgentLeg): boolean {
  const { wrapUpOnIncoming } = agent.profile;
  const isRequired = wrapUpOnIncoming === 'REQUIRED' || wrapUpOnIncoming === 'REQUIRED_WITH_WRAP_UP_DATA';
  const wasOnlyAsked = call.kind === 'consult' && address !== call.fromAddress;
  return isRequired && call.isRouted && agent.isTalking && !wasOnlyAsked;
}

function startWrapUp(
  centre: ContactCentre,
  leg: AgentLeg,
  state: 'WORK' | 'WORK_READY',
  next: Standing<HomeState>,
): void {
  const { agent } = leg;
  setHome(centre, agent, { state });
  const stop = centre.clock.schedule(centre.site.timers.wrapUp, () => {
    setHome(centre, agent, next);
    showState(centre, agent);
  });
  centre.wrapUps.set(agent, { leg, next, stop });
  leg.state = 'WRAP_UP';
  showState(centre, agent);
  reportCall(centre, leg);
}

import type { DecodedCommand } from '../../../protocol';
import { dropLeg } from '../calls/telephony';
import { checkWrapUpReason, setHome } from '../calls/wrap-up';
import { reportState } from '../publishing/report-state';
import { RefusedCommand } from '../refused-command';
import type { Agent, HomeState, Standing } from '../store/agent';
import type { ContactCentre } from '../store/contact-centre';
import { introduce } from './session-commands';

type Parameters = DecodedCommand['parameters'];

/** Commands that work for agents who are connected but not logged in, too. */
export const connectedCommands = {
  GetState: (centre: ContactCentre, agent: Agent) => {
    reportState(centre, agent);
  },
  refresh: introduce,
  force_logout: forceLogout,
};

export const stateCommands = {
  Logout: (centre: ContactCentre, agent: Agent) => {
    logOut(centre, agent, undefined);
  },
  logoutwithreason: (centre: ContactCentre, agent: Agent, { reasonCode }: Parameters) => {
    logOut(centre, agent, checkReason(centre, 'LOGOUT', reasonCode));
  },
  MakeReady: (centre: ContactCentre, agent: Agent) => {
    changeState(centre, agent, { state: 'READY' });
  },
  MakeNotReady: (centre: ContactCentre, agent: Agent) => {
    changeState(centre, agent, { state: 'NOT_READY' });
  },
  MakeNotReadyWithReason: (centre: ContactCentre, agent: Agent, { reasonCode }: Parameters) => {
    changeState(centre, agent, {
      state: 'NOT_READY',
      reasonCode: checkReason(centre, 'NOT_READY', reasonCode),
    });
  },
  makeworkready: (centre: ContactCentre, agent: Agent) => {
    wrapUp(centre, agent, 'WORK_READY');
  },
  makeworknotready: (centre: ContactCentre, agent: Agent) => {
    wrapUp(centre, agent, 'WORK');
  },
};

function checkReason({ site }: ContactCentre, category: 'LOGOUT' | 'NOT_READY', reasonCode?: string): string {
  if (reasonCode === undefined) {
    throw new RefusedCommand('MISSING_REASON_CODE');
  }
  if (!site.reasonCodes[category].some(({ code }) => code === reasonCode)) {
    throw new RefusedCommand('PLEASE_RETRY');
  }
  return reasonCode;
}

function logOut(centre: ContactCentre, agent: Agent, reasonCode: string | undefined): void {
  const { logoutFrom } = centre.rules;
  if (centre.legsOf(agent).length > 0 || !logoutFrom.includes(agent.home.state)) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  setHome(centre, agent, { state: 'LOGOUT', reasonCode });
  reportState(centre, agent);
}

/** Calls about other calls end before those. */
function forceLogout(centre: ContactCentre, agent: Agent): void {
  const legs = centre.legsOf(agent);
  if (legs.length === 0) {
    setHome(centre, agent, { state: 'LOGOUT' });
    reportState(centre, agent);
    return;
  }
  agent.pending = { state: 'LOGOUT' };
  const consults = legs.filter(({ main }) => main !== undefined);
  for (const leg of new Set([...consults, ...legs])) {
    dropLeg(centre, leg);
  }
}

function changeState(centre: ContactCentre, agent: Agent, wish: Standing<HomeState>): void {
  const legs = centre.legsOf(agent);
  if (agent.shown.state === 'RESERVED') {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  if (legs.length === 0) {
    checkWrapUpReason(centre, agent);
    setHome(centre, agent, wish);
  } else if (centre.rules.pendingStates) {
    agent.pending = wish;
  } else {
    const isRouted = legs.some(({ call }) => call.isRouted);
    changeStateInCall(centre, agent, wish, isRouted);
  }
  reportState(centre, agent);
}

/** UCCX takes back a ready agent only once in a routed call, and makes nobody ready in a call. */
function changeStateInCall(
  centre: ContactCentre,
  agent: Agent,
  wish: Standing<HomeState>,
  isRouted: boolean,
): void {
  if (!isRouted) {
    if (wish.state === 'READY') {
      throw new RefusedCommand('CF_RESOURCE_BUSY');
    }
    setHome(centre, agent, wish);
  } else if (wish.state === 'READY' || agent.pending !== undefined) {
    throw new RefusedCommand('CF_INVALID_AGENT_WORKMODE');
  } else {
    agent.pending = wish;
  }
}

/** Wrap-up can be asked for while talking, for after the call. */
function wrapUp(centre: ContactCentre, agent: Agent, state: 'WORK' | 'WORK_READY'): void {
  const isAllowed = agent.profile.wrapUpOnIncoming !== 'NOT_ALLOWED';
  if (!centre.rules.pendingStates || !agent.isTalking || !isAllowed) {
    throw new RefusedCommand('CF_INVALID_AGENT_WORKMODE');
  }
  agent.pending = { state };
  reportState(centre, agent);
}

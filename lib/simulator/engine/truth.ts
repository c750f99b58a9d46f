import { knownLegs } from './calls/find-leg';
import type { Agent } from './store/agent';
import { dialogStateOf } from './store/call';
import type { ContactCentre } from './store/contact-centre';
import { standingOf } from './store/standing';

/** An agent as the contact centre has it, whatever GC says or keeps to itself. */
export interface AgentTruth {
  readonly agentId: string;
  readonly state: string;
  readonly reasonCode?: string | undefined;
  readonly calls: readonly CallTruth[];
}

export interface CallTruth {
  readonly dialogId: string;
  /** `consult`: a call about the agent's main call. */
  readonly leg: 'main' | 'consult';
  readonly state: string;
}

export function truthAbout(centre: ContactCentre, agent: Agent): AgentTruth {
  const { state, reasonCode } = standingOf(agent, centre.legsOf(agent), centre.rules);
  const calls = knownLegs(centre, agent).map((leg): CallTruth => {
    const { call, main } = leg;
    return {
      dialogId: call.dialogId,
      leg: main === undefined ? 'main' : 'consult',
      state: dialogStateOf(leg),
    };
  });
  return { agentId: agent.id, state, reasonCode, calls };
}

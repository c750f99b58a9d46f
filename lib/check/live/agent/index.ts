import type { Step } from '../step';
import type { AgentCheck } from './agent-check';
import { loginStep } from './login';
import { contactsStep, phonebooksStep, reasonCodesStep, stateStep, teamsStep } from './questions';

export { AgentCheck } from './agent-check';
export { restoreAgent } from './restore';

/** Login of the test agent, and what it can ask GC for. */
export function agentSteps(check: AgentCheck): Step[] {
  return [
    loginStep(check),
    stateStep(check),
    reasonCodesStep(check),
    phonebooksStep(check),
    contactsStep(check),
    teamsStep(check),
  ];
}

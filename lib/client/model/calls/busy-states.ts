import { loggedInStates } from '../../../protocol';

const talking: readonly string[] = ['TALKING', 'HOLD'];
const wrappingUp: readonly string[] = ['WORK', 'WORK_READY'];

/** Whether an agent in this state may do the work after a call. Where GC has lost the agent, nobody knows. */
export function isWrappingUp(state: string): boolean {
  const isKnown = state === 'LOGOUT' || loggedInStates.includes(state);
  return !isKnown || wrappingUp.includes(state);
}

export function isTalking(state: string): boolean {
  return talking.includes(state);
}

/** Whether an agent in this state is busy with a call that was answered. */
export function isBusy(state: string): boolean {
  return isTalking(state) || wrappingUp.includes(state);
}

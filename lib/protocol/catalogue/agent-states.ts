/**
 * The states of an agent who is logged in.
 * Source: the states of table "Agent State" and of "User Messages".
 */
export const loggedInStates: readonly string[] = [
  'NOT_READY',
  'READY',
  'LOGGED_IN',
  'RESERVED',
  'RESERVED_OUTBOUND',
  'RESERVED_OUTBOUND_PREVIEW',
  'TALKING',
  'HOLD',
  'WORK',
  'WORK_READY',
];

/**
 * What is said of an agent of whom nothing is known: `UNKNOWN` is what Finesse says before the first login, `RE_LOGIN`
 * that GC does not know the agent.
 */
const statesOfNobody: readonly string[] = ['UNKNOWN', 'RE_LOGIN'];

/** Whether GC says this of a login id of which it knows nothing. */
export function isStateOfNobody(state: string): boolean {
  return statesOfNobody.includes(state);
}

/**
 * The states of an agent who is not logged in. A word that stands in neither list is the site's own: nobody knows whether such an agent works.
 */
export const loggedOutStates: readonly string[] = ['LOGOUT', ...statesOfNobody];

/** Whether an agent in this state is known to be logged out. An agent in a state of the site's own counts as logged in. */
export function isLoggedOut(state: string): boolean {
  return loggedOutStates.includes(state);
}

const talking: readonly string[] = ['TALKING', 'HOLD'];
const wrappingUp: readonly string[] = ['WORK', 'WORK_READY'];

/** Whether an agent in this state has a call that was answered. */
export function isTalking(state: string): boolean {
  return talking.includes(state);
}

/** Whether an agent in this state may do the work after a call; in a state that GC has lost, the agent may. */
export function isWrappingUp(state: string): boolean {
  const isKnown = state === 'LOGOUT' || loggedInStates.includes(state);
  return !isKnown || wrappingUp.includes(state);
}

/** Whether an agent in this state has a call that was answered, or does the work after it. */
export function isBusy(state: string): boolean {
  return isTalking(state) || wrappingUp.includes(state);
}

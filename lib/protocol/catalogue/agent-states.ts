/**
 * The states of an agent who is logged in; the others are LOGOUT, UNKNOWN, and RE_LOGIN for one GC does not know.
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

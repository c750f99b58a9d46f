import type { CommandName } from './commands';
import type { Flavour } from './reserved-reason-codes';

/** In which states of an agent a command does not work, and what to do first, as a clause. */
export interface StateChangeRow {
  readonly impossible: Readonly<Record<string, string>>;
  /** States in which it works in this flavour all the same. */
  readonly possible?: Readonly<Partial<Record<Flavour, readonly string[]>>>;
}

const logIn = 'log the agent in first';
const ringing = 'a call rings at the agent: have it answered, or wait until it is gone';
const endCall = 'end the call first, then make the agent not ready';
const notReady = 'make the agent not ready first';
const talking = 'wrap-up can be asked for only during a call';

const setState = { impossible: { LOGOUT: logIn, RESERVED: ringing } } satisfies StateChangeRow;

const logOut = {
  impossible: {
    LOGOUT: 'the agent is logged out already',
    READY: `${notReady} (on UCCX ready agents can log out, too)`,
    RESERVED: ringing,
    RESERVED_OUTBOUND: notReady,
    RESERVED_OUTBOUND_PREVIEW: 'accept, reject or close the preview first, then make the agent not ready',
    TALKING: endCall,
    HOLD: endCall,
    WORK: notReady,
    WORK_READY: notReady,
  },
  possible: { uccx: ['READY'] },
} satisfies StateChangeRow;

const wrapUp = {
  impossible: {
    LOGOUT: logIn,
    NOT_READY: talking,
    READY: talking,
    RESERVED: talking,
    RESERVED_OUTBOUND: talking,
    RESERVED_OUTBOUND_PREVIEW: talking,
    WORK: talking,
    WORK_READY: talking,
  },
} satisfies StateChangeRow;

/**
 * Changes of state that an agent's state rules out; in states that are not named they may work.
 * Source: Cisco Finesse Web Services Developer Guide 12.5, "User: Change Agent State" (tables of transitions).
 */
export const stateChanges: Readonly<Partial<Record<CommandName, StateChangeRow>>> = {
  Logout: logOut,
  logoutwithreason: logOut,
  MakeReady: setState,
  MakeNotReady: setState,
  MakeNotReadyWithReason: setState,
  makeworkready: wrapUp,
  makeworknotready: wrapUp,
};

/**
 * What to do before a command can work for an agent in this state, as a clause; undefined where it may work now. Where the
 * flavour is not known, anything may work.
 */
export function whatComesFirst(
  command: CommandName,
  state: string,
  flavour: Flavour | undefined,
): string | undefined {
  const row = stateChanges[command];
  if (flavour === undefined || row === undefined || !Object.hasOwn(row.impossible, state)) {
    return undefined;
  }
  const isPossible = row.possible?.[flavour]?.includes(state);
  return isPossible ? undefined : row.impossible[state];
}

import type { Phrase } from '../../common/phrase';
import { firstSteps } from '../phrases';
import type { CommandName } from './commands';
import type { Flavour } from './reserved-reason-codes';

/** In which states of an agent a command does not work, and what to do first, as a clause. */
export interface StateChangeRow {
  readonly impossible: Readonly<Record<string, Phrase>>;
  /** States in which it works in this flavour all the same. */
  readonly possible?: Readonly<Partial<Record<Flavour, readonly string[]>>>;
}

const logIn = firstSteps('logIn');
const ringing = firstSteps('ringing');
const endCall = firstSteps('endCall');
const notReady = firstSteps('notReady');
const talking = firstSteps('talking');

const setState = { impossible: { LOGOUT: logIn, RESERVED: ringing } } satisfies StateChangeRow;

const logOut = {
  impossible: {
    LOGOUT: firstSteps('loggedOut'),
    READY: firstSteps('notReadyOrUccx'),
    RESERVED: ringing,
    RESERVED_OUTBOUND: notReady,
    RESERVED_OUTBOUND_PREVIEW: firstSteps('preview'),
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
): Phrase | undefined {
  const row = stateChanges[command];
  if (flavour === undefined || row === undefined || !Object.hasOwn(row.impossible, state)) {
    return undefined;
  }
  const isPossible = row.possible?.[flavour]?.includes(state);
  return isPossible ? undefined : row.impossible[state];
}

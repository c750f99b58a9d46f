import { stateChanges, type CommandName, type ErrorContext } from '../../protocol';
import type { Earlier } from './confirmation';

type Words = Pick<ErrorContext, 'detail' | 'whatToDo'>;

const dialling: readonly CommandName[] = ['MakeCall', 'ConsultCall'];

/** The states of an agent and the agent's calls that did not allow a command, and what to do about it. */
export function refusedInState(command: CommandName, earlier: Earlier): Words {
  const { state, calls } = earlier;
  const agent = state === undefined ? [] : [`the agent is ${state}`];
  const known = [...agent, ...calls.map(stateOfCall)];
  return known.length === 0 ? {} : { detail: known.join(', '), whatToDo: adviceOn(command, earlier) };
}

function stateOfCall({ dialogId, state }: Earlier['calls'][number]): string {
  return state === undefined ? `there is call ${dialogId}` : `call ${dialogId} is ${state}`;
}

function adviceOn(command: CommandName, { state = '', calls }: Earlier): string | undefined {
  if (dialling.includes(command) && calls.length > 0) {
    const which = calls.length === 1 ? 'that call' : 'one of these calls';
    return `Hang up ${which} or wait until it ends, then dial again.`;
  }
  const first = stateChanges[command]?.impossible[state];
  if (first !== undefined) {
    return `${first.charAt(0).toUpperCase()}${first.slice(1)}.`;
  }
  return state === 'LOGOUT' ? 'Log the agent in first.' : undefined;
}

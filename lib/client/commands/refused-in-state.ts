import { stateChanges, type CommandName, type ErrorContext, type EventOf } from '../../protocol';
import { asSentence, listOf, type Phrase } from '../../common/phrase';
import { say } from '../phrases';
import type { Earlier } from './confirmation';

/** What is known of an error beyond its code. */
export type Words = Pick<ErrorContext, 'detail' | 'whatToDo'>;

const dialling: readonly CommandName[] = ['MakeCall', 'ConsultCall'];

/** What is known of an error that GC has published for a command, beyond its code. */
export function wordsOn({ code, text }: EventOf<'Error'>, command: CommandName, earlier: Earlier): Words {
  const words = code === 'CF_INVALID_OBJECT_STATE' ? refusedInState(command, earlier) : {};
  return { ...words, detail: text ?? words.detail };
}

/** The states of an agent and the agent's calls that did not allow a command, and what to do about it. */
export function refusedInState(command: CommandName, earlier: Earlier): Words {
  const { state, calls } = earlier;
  const agent = state === undefined ? [] : [say('agentIs', { state })];
  const known = [...agent, ...calls.map(stateOfCall)];
  return known.length === 0 ? {} : { detail: listOf(known), whatToDo: adviceOn(command, earlier) };
}

function stateOfCall({ dialogId, state }: Earlier['calls'][number]): Phrase {
  return state === undefined ? say('thereIsCall', { dialogId }) : say('callIs', { dialogId, state });
}

function adviceOn(command: CommandName, { state = '', calls }: Earlier): Phrase | undefined {
  if (dialling.includes(command) && calls.length > 0) {
    return say(calls.length === 1 ? 'hangUpCall' : 'hangUpOneCall');
  }
  const first = stateChanges[command]?.impossible[state];
  if (first !== undefined) {
    return asSentence(first);
  }
  return state === 'LOGOUT' ? say('logInFirst') : undefined;
}

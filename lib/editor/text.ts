import { name as packageName } from '../../package.json';
import { codeWords } from '../protocol/code-words';

export type NodeType =
  | 'gc-connection'
  | 'gc-agent'
  | 'agent-state'
  | 'make-call'
  | 'gc-call-control'
  | 'transfer'
  | 'reason-codes'
  | 'gc-phonebook'
  | 'gc-supervisor'
  | 'gc-command'
  | 'gc-event-in'
  | 'gc-done'
  | 'gc-snapshot'
  | 'gc-wait'
  | 'gc-later'
  | 'gc-figures'
  | 'gc-trigger'
  | 'gc-simulator'
  | 'gc-calendar'
  | 'gc-hours';

/** Texts as one, separated as the user's language does it: "Monday, Tuesday". */
export function listOf(texts: readonly string[]): string {
  const [head = '', ...others] = texts;
  return others.reduce((first, second) => text('gc-connection', 'list', { first, second }), head);
}

/** A text of a node's or plugin's catalogue in the user's language; `__x__` in it stands for `values.x`. */
export function text(
  type: NodeType | 'gc-sidebar',
  key: string,
  values: Readonly<Record<string, string>> = {},
): string {
  return RED._(`${packageName}/${type}:${type}.${key}`, values);
}

/** The code of an error in a few words of the user's language; the catalogue has none in English. */
export function errorWords(code: string): string {
  const key = `runtime.short.${code}`;
  const found = /^\w+$/.test(code) ? RED._(`${packageName}/gc-connection:${key}`) : key;
  return found.endsWith(key) ? codeWords(code) : found;
}

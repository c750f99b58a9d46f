import { copyOf } from '../../common/copy-of';
import type { Team } from '../../protocol';
import { given } from './given';

/** Ids, names, numbers and words of GC are shorter. */
const mostCharacters = 128;

/** Whether it can be the id of somebody or something: what is longer is no id, and nothing is kept of it. */
export function isId(text: string): boolean {
  return isShort(text);
}

/** Whether a text is kept as it is. */
export function isShort(text: string | undefined): boolean {
  return text === undefined || text.length <= mostCharacters;
}

/** A text as it is kept: one that is too long is cut, with `…` at its end. */
export function short<T extends string | undefined>(text: T): T;
export function short(text: string | undefined): string | undefined {
  return text === undefined || text.length <= mostCharacters
    ? text
    : copyOf(`${text.slice(0, mostCharacters - 1)}…`);
}

/** A team as it is kept. */
export function shortTeam({ id, name }: Team): Team {
  return given({ id: short(id), name: short(name) });
}

/** The same, without holding the message that it was cut from: V8 keeps the whole of a text alive for a part of it. */
export function detached<T>(value: T): T {
  return structuredClone(value);
}

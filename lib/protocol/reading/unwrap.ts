import { isRecord, plainWord } from './texts';
import type { Notes } from './notes';

/**
 * The value within what GC may have put around it: an object whose one attribute has one of these names, as where XML
 * became JSON (`{"Participant":[…]}`), or a text of JSON.
 */
export function unwrap(value: unknown, wrappers: readonly string[], notes: Notes): unknown {
  const content = typeof value === 'string' ? notes.parse(value) : value;
  if (!isRecord(content)) {
    return content;
  }
  const names = Object.keys(content);
  const name = names[0];
  if (name === undefined || names.length > 1 || !wrappers.includes(plainWord(name))) {
    return content;
  }
  const within = content[name];
  return typeof within === 'object' && within !== null ? unwrap(within, wrappers, notes) : content;
}

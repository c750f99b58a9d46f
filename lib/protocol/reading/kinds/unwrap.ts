import { isRecord } from '../../../common/is-record';
import { plainWord } from './texts';
import type { Notes } from '../notes';

/**
 * The value within what GC may have put around it: an object whose one attribute has one of these names, as where XML
 * became JSON (`{"Participant":[…]}`), or a text of JSON.
 */
export function unwrap(value: unknown, wrappers: readonly string[], notes: Notes): unknown {
  const content = typeof value === 'string' ? notes.parse(value) : value;
  if (!isRecord(content)) {
    return content;
  }
  const name = onlyName(content);
  if (name === undefined || !wrappers.includes(plainWord(name))) {
    return content;
  }
  const within = content[name];
  return typeof within === 'object' && within !== null ? unwrap(within, wrappers, notes) : content;
}

/** The name of the attribute that an object has alone. */
function onlyName(record: Readonly<Record<string, unknown>>): string | undefined {
  let only: string | undefined;
  for (const name in record) {
    if (only !== undefined) {
      return undefined;
    }
    only = name;
  }
  return only;
}

import { isAgentStateWord, namesAgentState, placesInLine, type PlacedField } from '../../protocol';
import { isUnlikely, labelIn, type Contents } from './contents';
import { redacted } from './secrets';
import { treatmentOf } from './treatments';

const singleWord = /^\s*[A-Za-z][A-Za-z_]{1,59}\s*$/;
/** Numbers to dial begin with these, or are longer than ids. */
const dialled = /^[+*#0]|^\d{9,}$/;

/** Replaces the contents of a line of text; agent, word, labels and separators stay. */
export function redactLine(line: string, contents: Contents): string {
  const fields = line.split('#');
  const word = fields.slice(0, 3).findIndex(isAgentStateWord);
  if (word >= 0) {
    return redactAgentState(fields, word);
  }
  const placed = placesInLine(line);
  if (placed === undefined && namesAgentState(line)) {
    return redacted;
  }
  const front = placed?.front ?? frontOf(fields);
  return fields
    .map((field, index) => {
      if (index < front) {
        return field;
      }
      const place = placed?.fields[index - front];
      const { name, from } = place?.name === undefined ? ownLabel(field) : place;
      const treatment = name === undefined ? 'unknown' : (treatmentOf(name) ?? 'unknown');
      const value = field.slice(from);
      return (
        field.slice(0, from) + contents.text(value, isUnlikely(value, treatment) ? 'unknown' : treatment)
      );
    })
    .join('#');
}

/** What a field without a place says of itself: only a label that is known counts. */
function ownLabel(field: string): PlacedField {
  const label = labelIn(field);
  const isKnown = label !== undefined && treatmentOf(label) !== undefined;
  return isKnown ? { name: label, from: field.indexOf(':') + 1 } : { name: undefined, from: 0 };
}

/**
 * What one GC tells the other has a password in it, with any number of `#` in that: nothing stays but the agent, who
 * stands in front of the word or right behind it.
 */
function redactAgentState(fields: readonly string[], word: number): string {
  const kept = fields.slice(0, word === 0 ? 2 : word + 1);
  return fields.length > kept.length ? [...kept, redacted].join('#') : kept.join('#');
}

/** How many fields of a line that is no known event stay: an agent and a word, or a word. */
function frontOf([first = '', second = '']: readonly string[]): number {
  if (singleWord.test(first)) {
    return 1;
  }
  const isId = /\d/.test(first) && !/\s/.test(first.trim()) && !dialled.test(first.trim());
  return isId && singleWord.test(second) ? 2 : 0;
}

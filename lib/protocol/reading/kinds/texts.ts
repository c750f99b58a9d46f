import { copyOf } from '../../../common/copy-of';
import { setOwn } from '../../../common/own-property';
import { trim } from '../characters';

/** Longer texts are no words of GC; looking at them more closely is not worth the time. */
const longestWord = 64;

/** What GC prints where it has nothing. */
const printedNulls: readonly string[] = ['null', 'NULL'];

/** A value as text, without blanks around it; undefined for what is empty, or a printed `null`. */
export function readText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return textOf(value);
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? undefined : JSON.stringify(value);
    default:
      return undefined;
  }
}

function textOf(value: string): string | undefined {
  const text = trim(value);
  return text === '' || (text.length === 4 && printedNulls.includes(text)) ? undefined : text;
}

/** A text or a number, as text. */
export function readScalar(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? readText(value) : undefined;
}

/** Whether there is nothing in a value of GC's JSON. */
export function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
  }
  return readText(value) === undefined;
}

/** Plain forms of the names and words that come again and again. */
const plainWords = new Map<string, string>();
const mostPlainWords = 2000;

/** A name or word to compare by: the case of letters, blanks, `_` and `-` make no difference. */
export function plainWord(text: string): string {
  if (text.length > longestWord) {
    return text;
  }
  const known = plainWords.get(text);
  if (known !== undefined) {
    return known;
  }
  const plain = copyOf(text.toLowerCase().replaceAll(/[\s_-]/g, ''));
  if (plainWords.size >= mostPlainWords) {
    plainWords.clear();
  }
  plainWords.set(copyOf(text), plain);
  return plain;
}

/** The value that a record has under one of these names, given in their plain form. */
export function property(record: Readonly<Record<string, unknown>>, names: readonly string[]): unknown {
  for (const spelling in record) {
    if (names.includes(plainWord(spelling))) {
      return record[spelling];
    }
  }
  return undefined;
}

/** The record with our names for those it has, by their plain form; what is empty is left out. */
export function renamed(
  record: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const spelling in record) {
    const name = ourName(spelling, names);
    const value = record[spelling];
    if (!isBlank(value) && !Object.hasOwn(filled, name)) {
      setOwn(filled, name, value);
    }
  }
  return filled;
}

/** Our name for what GC calls an attribute; names that are not among these begin with a small letter. */
export function ourName(spelling: string, names: ReadonlyMap<string, string>): string {
  return names.get(spelling) ?? names.get(plainWord(spelling)) ?? decapitalise(spelling);
}

/** What has no text, and no list or object either. */
export function isBlank(value: unknown): boolean {
  return (
    value === undefined || value === null || (typeof value === 'string' && readText(value) === undefined)
  );
}

export function decapitalise(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

import { looksLikeTime } from '../../protocol';

const otherTime =
  /^\s*(?:\d{10}|\d{13}|\d{1,4}(?::\d\d){1,2}(?:\.\d+)?|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?: \d\d?(?::\d\d){1,2})?)\s*$/;
const twoDigits = /^\p{Nd}{1,2}$/u;
/** Of two digits that are written in four units. */
const longestTwoDigits = 4;

export function isTime(text: string): boolean {
  return looksLikeTime(text) || /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)?$/.test(text);
}

/** Other forms of a time than GC's own: seconds or milliseconds since 1970, a duration, a date as people write it. */
export function isOtherTime(text: string): boolean {
  return otherTime.test(text);
}

/** A number to dial, where an id could be. */
export function isDialled(text: string): boolean {
  return /^\s*(?:\+\d{5,}|0\d{5,})\s*$/.test(text);
}

export function isTwoDigits(word: string): boolean {
  return word.length <= longestTwoDigits && twoDigits.test(word);
}

export function isNothing(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || trimmed === 'null' || trimmed === 'NULL';
}

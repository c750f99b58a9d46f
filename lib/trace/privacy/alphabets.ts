import { forgetOldest } from '../../common/forget-oldest';

/** Characters among which a character has its stand-in, and where it is among them. */
export interface Place {
  readonly alphabet: readonly string[];
  readonly index: number;
}

const digits = [...'0123456789'];
const lower = [...'abcdefghijklmnopqrstuvwxyz'];
const upper = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Kinds of characters beyond ASCII; marks, such as vowels above a letter, are none of them and stay. */
const kinds: readonly RegExp[] = [/\p{Lu}/u, /\p{Ll}/u, /\p{Lo}/u, /\p{Lt}/u, /\p{Lm}/u, /\p{Nd}/u, /\p{N}/u];
/** Characters in a row that share a script, and the number of their bytes in UTF-8. */
const windowSize = 64;
const mostAlphabets = 500;
const alphabets = new Map<string, readonly string[]>();

/** Whether a place is one of the digits from 0 to 9. */
export function isDigit(place: Place | undefined): boolean {
  return place?.alphabet === digits;
}

/** Where a letter or digit stands among those of its kind; undefined for any other character. */
export function placeOf(character: string): Place | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 48 && code <= 57) {
    return { alphabet: digits, index: code - 48 };
  }
  if (code >= 97 && code <= 122) {
    return { alphabet: lower, index: code - 97 };
  }
  if (code >= 65 && code <= 90) {
    return { alphabet: upper, index: code - 65 };
  }
  const kind = code < 128 ? -1 : kinds.findIndex((pattern) => pattern.test(character));
  if (kind < 0) {
    return undefined;
  }
  const alphabet = alphabetOf(code, kind);
  return { alphabet, index: alphabet.indexOf(character) };
}

function alphabetOf(code: number, kind: number): readonly string[] {
  const first = code - (code % windowSize);
  const name = `${first} ${kind}`;
  const known = alphabets.get(name);
  if (known !== undefined) {
    return known;
  }
  const all = Array.from({ length: windowSize }, (_, index) => String.fromCodePoint(first + index));
  const alphabet = all.filter((character) => kinds[kind]?.test(character));
  alphabets.set(name, alphabet);
  forgetOldest(alphabets, mostAlphabets);
  return alphabet;
}

/** Characters among which a character has its stand-in, as code points, and where it is among them. */
export interface Place {
  readonly alphabet: readonly number[];
  readonly index: number;
}

/** What words and numbers are made of. */
const partOfWord = /[\p{L}\p{N}\p{M}]/u;
/** Marks, such as vowels above a letter, stay: each is alone in its alphabet. */
const mark = /\p{M}/u;
/** Characters of different kinds have no stand-ins among each other. */
const kinds: readonly RegExp[] = [/\p{Lu}/u, /\p{Ll}/u, /\p{Lo}/u, /\p{Lt}/u, /\p{Lm}/u, /\p{Nd}/u, /\p{N}/u];
/** Characters in a row that share a script, and the number of their bytes in UTF-8. */
const windowSize = 64;

type Window = readonly (Place | undefined)[];

/** All that were asked for. There are no more than Unicode has letters, numbers and marks in: a few megabytes. */
const windows = new Map<number, Window>();
const withoutPlaces: Window = [];
const lastAscii = 127;
const ascii: Window = [...makeWindow(0), ...makeWindow(windowSize)];
const digits = ascii[48]?.alphabet;

/** Whether a place is one of the digits from 0 to 9. */
export function isDigit(place: Place | undefined): boolean {
  return place !== undefined && place.alphabet === digits;
}

/** Where a letter, digit or mark, given by its code point, stands among those of its kind; undefined for any other character. */
export function placeOf(codePoint: number): Place | undefined {
  if (codePoint <= lastAscii) {
    return ascii[codePoint];
  }
  const first = codePoint - (codePoint % windowSize);
  let window = windows.get(first);
  if (window === undefined) {
    window = makeWindow(first);
    windows.set(first, window);
  }
  return window[codePoint - first];
}

function makeWindow(first: number): Window {
  const codePoints = Array.from({ length: windowSize }, (_, index) => first + index);
  const kindsOf = codePoints.map(kindOf);
  if (kindsOf.every((kind) => kind < 0)) {
    return withoutPlaces;
  }
  const alphabets = kinds.map((_, kind) => codePoints.filter((_code, index) => kindsOf[index] === kind));
  return codePoints.map((codePoint, index) => {
    const kind = kindsOf[index] ?? -1;
    const alphabet = kind === kinds.length ? [codePoint] : alphabets[kind];
    return alphabet === undefined ? undefined : { alphabet, index: alphabet.indexOf(codePoint) };
  });
}

/** An index of {@link kinds}; behind the last for a mark, -1 for what is no part of a word. */

function kindOf(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  if (!partOfWord.test(character)) {
    return -1;
  }
  return mark.test(character) ? kinds.length : kinds.findIndex((kind) => kind.test(character));
}

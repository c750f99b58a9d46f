import { copyOf } from '../../../common/copy-of';
import { bounds } from '../../../protocol';
import { isDigit, placeOf } from './alphabets';
import { Memo } from '../memo';
import { Permutation } from './permutation';
import type { PrivateTreatment } from '../treatments';
import { isCodeOfGc, isReserved } from '../words';

/** Digits enough for a telephone number or an extension. */
const numbers = /\p{Nd}{3,}/gu;

/** Longer words are replaced in pieces. */
const longestPiece = 48;
/** No name and no number is longer: what follows has one character for all of a kind. */
const longestWord = 960;
/** Words and numbers of which the stand-ins are remembered; a power of 2. */
const mostKnown = 8192;
const zero = 48;
const underscore = 95;
const firstSurrogate = 0xd800;
/** As many characters of a text as a reader takes, and what stands for those behind. */
const longestText = bounds.text;
const filler = 'x';

/** More different words and numbers than the largest body has in which each matters. */
const mostInBody = 5000;

/** What is done to words and numbers of a text. */
export interface Replacement {
  /** Another body comes. */
  begin(): void;
  /** Whether the body has had so many words that those after them got no stand-ins of their own. */
  readonly isSpent: boolean;
  /** @param treatment what the text is */
  all(text: string, treatment: PrivateTreatment): string;
  /** What stands in JSON in the place of a number; `unknown`: only a long one is replaced. */
  literal(text: string, treatment: PrivateTreatment | 'unknown'): string;
  numbersIn(text: string): string;
  inText(text: string, stays: (word: string) => boolean): string;
}

/** Leaves all as it is. */
export const noStandIns: Replacement = {
  begin: () => undefined,
  isSpent: false,
  all: (text) => text,
  literal: (text) => text,
  numbersIn: (text) => text,
  inText: (text) => text,
};

/**
 * Puts others in the place of words and numbers: digits for digits, letters for letters of the same script and case, as
 * many of them. One key gives the same word the same stand-in, and different words different ones; all that is neither
 * letter nor digit stays, and so do zeros in front of a number. Each costs a few microseconds: after so many different
 * ones in one body, all further characters of a kind have the same one.
 */
export class StandIns implements Replacement {
  readonly #known = new Memo((token) => copyOf(this.#make(token)), mostKnown);
  readonly #permutation: Permutation;
  readonly #digits: number[] = [];
  readonly #sizes: number[] = [];
  #left = mostInBody;

  constructor(key: Buffer) {
    this.#permutation = new Permutation([key.readInt32LE(0), key.readInt32LE(4)]);
  }

  begin(): void {
    this.#left = mostInBody;
  }

  get isSpent(): boolean {
    return this.#left === 0;
  }

  /** All words and numbers of a text replaced. */
  all(text: string): string {
    return upToLongest(text, (read) => replaceRuns(read, false, this.#token));
  }

  /** Another number. */
  literal(text: string, treatment: PrivateTreatment | 'unknown'): string {
    return treatment === 'unknown' ? this.numbersIn(text) : this.all(text);
  }

  /** Only the numbers of three digits and more replaced. */
  numbersIn(text: string): string {
    return text.replace(numbers, this.#token);
  }

  /** Words in a text that people have written: those for which the condition holds stay, and so do codes of GC and of what is behind it. */
  inText(text: string, stays: (word: string) => boolean): string {
    const replaceWord = (word: string) => (stays(word) ? word : this.#token(word));
    const replaceRun = (run: string) => {
      if (!run.includes('_')) {
        return replaceWord(run);
      }
      return isCodeOfGc(run) ? run : replaceRuns(run, false, replaceWord);
    };
    return upToLongest(text, (read) => replaceRuns(read, true, replaceRun));
  }

  readonly #token = (token: string): string => (this.isSpent ? alike(token) : this.#known.get(token));

  /** A word that means something to a reader of GC's events is passed over for the next one. */
  #make(token: string): string {
    this.#left -= 1;
    let standIn = this.#replace(token);
    while (isReserved(standIn) && standIn !== token) {
      standIn = this.#replace(standIn);
    }
    return standIn;
  }

  #replace(token: string): string {
    const codePoints = codePointsIn(token);
    if (codePoints.length <= longestPiece) {
      this.#replacePiece(codePoints, 0, codePoints.length);
      return textOf(codePoints, token.length);
    }
    const pieces: string[] = [];
    for (let start = 0; start < codePoints.length; start += longestPiece) {
      const end = Math.min(start + longestPiece, codePoints.length);
      if (start < longestWord) {
        this.#replacePiece(codePoints, start, end);
      } else {
        makeAlike(codePoints, start, end);
      }
      pieces.push(String.fromCodePoint(...codePoints.slice(start, end)));
    }
    return pieces.join('');
  }

  /** Replaces the characters of a piece in their places. */
  #replacePiece(codePoints: number[], from: number, to: number): void {
    const isNumber = from === 0 && isNumberUpTo(codePoints, to);
    const start = isNumber ? zerosInFront(codePoints, to) : from;
    let count = 0;
    for (let index = start; index < to; index += 1) {
      const place = placeOf(codePoints[index] ?? 0);
      if (place !== undefined) {
        // Zeros in front of a number stay, and nothing else becomes one: a reader tells numbers to dial by them.
        const least = isNumber && index === start ? 1 : 0;
        this.#digits[count] = place.index - least;
        this.#sizes[count] = place.alphabet.length - least;
        count += 1;
      }
    }
    this.#permutation.apply(this.#digits, this.#sizes, count);
    let next = 0;
    for (let index = start; index < to; index += 1) {
      const place = placeOf(codePoints[index] ?? 0);
      if (place !== undefined) {
        const least = isNumber && index === start ? 1 : 0;
        codePoints[index] = place.alphabet[(this.#digits[next] ?? 0) + least] ?? 0;
        next += 1;
      }
    }
  }
}

/** What no reader reads of a text is only as long as it was. */
function upToLongest(text: string, replace: (read: string) => string): string {
  return text.length <= longestText
    ? replace(text)
    : replace(text.slice(0, longestText)) + filler.repeat(text.length - longestText);
}

/** So many units of UTF-16. */
function textOf(codePoints: readonly number[], units: number): string {
  return units === codePoints.length
    ? String.fromCharCode(...codePoints)
    : String.fromCodePoint(...codePoints);
}

function codePointsIn(text: string): number[] {
  const codePoints: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const codePoint = text.codePointAt(index) ?? 0;
    codePoints.push(codePoint);
    index += codePoint > 0xffff ? 1 : 0;
  }
  return codePoints;
}

/** A word or number of which only the length and the kinds of its characters stay. */
function alike(token: string): string {
  const codePoints = codePointsIn(token);
  makeAlike(codePoints, 0, codePoints.length);
  return textOf(codePoints, token.length);
}

/** Gives all characters of a kind the same one; zeros stay, and none is made. */
function makeAlike(codePoints: number[], from: number, to: number): void {
  for (let index = from; index < to; index += 1) {
    const codePoint = codePoints[index] ?? 0;
    const alphabet = placeOf(codePoint)?.alphabet;
    codePoints[index] = codePoint === zero ? zero : (alphabet?.[1] ?? alphabet?.[0] ?? codePoint);
  }
}

function isNumberUpTo(codePoints: readonly number[], to: number): boolean {
  for (let index = 0; index < to; index += 1) {
    if (!isDigit(placeOf(codePoints[index] ?? 0))) {
      return false;
    }
  }
  return true;
}

function zerosInFront(codePoints: readonly number[], to: number): number {
  let count = 0;
  while (count < to && codePoints[count] === zero) {
    count += 1;
  }
  return count;
}

/** Changes all that has letters, digits and marks in a row, or these and `_`. */
function replaceRuns(text: string, withUnderscores: boolean, change: (run: string) => string): string {
  let replaced = '';
  let copied = 0;
  let start = -1;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const codePoint = unit < firstSurrogate ? unit : (text.codePointAt(index) ?? 0);
    const isPart = placeOf(codePoint) !== undefined || (withUnderscores && codePoint === underscore);
    if (isPart && start < 0) {
      start = index;
    } else if (!isPart && start >= 0) {
      replaced += text.slice(copied, start) + change(text.slice(start, index));
      copied = index;
      start = -1;
    }
    index += codePoint > 0xffff ? 1 : 0;
  }
  if (start === 0) {
    return change(text);
  }
  return replaced + (start < 0 ? text.slice(copied) : text.slice(copied, start) + change(text.slice(start)));
}

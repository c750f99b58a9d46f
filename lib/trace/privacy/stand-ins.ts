import { isDigit, placeOf } from './alphabets';
import type { HashKey } from './keyed-hash';
import { permute } from './permutation';
import { isReserved } from './words';

/** Letters, digits and marks in a row. */
const tokens = /[\p{L}\p{N}\p{M}]+/gu;
/** The same, or a code as in `IN_SERVICE`. */
const words =
  /(?<![\p{L}\p{N}\p{M}_])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![\p{L}\p{N}\p{M}_])|[\p{L}\p{N}\p{M}]+/gu;
/** Digits enough for a telephone number or an extension. */
const numbers = /\p{Nd}{3,}/gu;

/** Longer words are replaced in pieces. */
const longestPiece = 48;
/** No name and no number is longer: what follows has one character for all of a kind. */
const longestWord = 960;
const mostKnown = 20_000;

/** What is done to words and numbers of a text; its length stays. */
export interface Replacement {
  all(text: string): string;
  numbersIn(text: string): string;
  inText(text: string, stays: (word: string) => boolean): string;
}

/** Leaves all as it is. */
export const noStandIns: Replacement = {
  all: (text) => text,
  numbersIn: (text) => text,
  inText: (text) => text,
};

/**
 * Puts others in the place of words and numbers: digits for digits, letters for letters of the same script and case, as
 * many of them. One key gives the same word the same stand-in, and different words different ones; all that is neither
 * letter nor digit stays, and so do zeros in front of a number.
 */
export class StandIns implements Replacement {
  readonly #known = new Map<string, string>();
  readonly #key: HashKey;

  constructor(key: Buffer) {
    this.#key = [key.readInt32LE(0), key.readInt32LE(4)];
  }

  /** All words and numbers of a text replaced. */
  all(text: string): string {
    return this.#known.get(text) ?? text.replace(tokens, this.#token);
  }

  /** Only the numbers of three digits and more replaced. */
  numbersIn(text: string): string {
    return text.replace(numbers, this.#token);
  }

  /** Words in a text that people have written: those for which the condition holds stay, and so do codes. */
  inText(text: string, stays: (word: string) => boolean): string {
    return text.replace(words, (word) => (word.includes('_') || stays(word) ? word : this.#token(word)));
  }

  readonly #token = (token: string): string => {
    const known = this.#known.get(token);
    if (known !== undefined) {
      return known;
    }
    const standIn = this.#make(token);
    if (token.length <= longestPiece) {
      // Stand-ins come of the key alone; to forget one by one takes V8 longer and longer.
      if (this.#known.size >= mostKnown) {
        this.#known.clear();
      }
      this.#known.set(token, standIn);
    }
    return standIn;
  };

  /** A word that means something to a reader of GC's events is passed over for the next one. */
  #make(token: string): string {
    let standIn = this.#replace(token);
    while (isReserved(standIn) && standIn !== token) {
      standIn = this.#replace(standIn);
    }
    return standIn;
  }

  #replace(token: string): string {
    const characters = [...token];
    const pieces: string[] = [];
    const end = Math.min(characters.length, longestWord);
    for (let start = 0; start < end; start += longestPiece) {
      pieces.push(this.#replacePiece(characters.slice(start, start + longestPiece), start === 0));
    }
    const rest = characters.slice(end).map((character) => placeOf(character)?.alphabet[0] ?? character);
    return [...pieces, ...rest].join('');
  }

  #replacePiece(characters: readonly string[], isFirst: boolean): string {
    const places = characters.map(placeOf);
    const isNumber = places.every(isDigit);
    // Zeros in front stay, and nothing else becomes one: a reader tells numbers to dial by them.
    const zeros = isFirst && isNumber ? places.findIndex((place) => place?.index !== 0) : 0;
    const start = zeros < 0 ? places.length : zeros;
    const least = (index: number) => (isFirst && isNumber && index === start ? 1 : 0);
    const open = [...places.keys()].filter((index) => index >= start && places[index] !== undefined);
    const digits = open.map((index) => (places[index]?.index ?? 0) - least(index));
    const sizes = open.map((index) => (places[index]?.alphabet.length ?? 1) - least(index));
    const replaced = [...characters];
    permute(this.#key, digits, sizes).forEach((digit, position) => {
      const index = open[position] ?? 0;
      replaced[index] = places[index]?.alphabet[digit + least(index)] ?? '';
    });
    return replaced.join('');
  }
}

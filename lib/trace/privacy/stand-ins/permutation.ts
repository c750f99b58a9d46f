import { keyedHash, type HashKey } from './keyed-hash';

const rounds = 4;
/** Tells the hash of the step from those of the rounds. */
const stepMark = 0x80;
/** Digits are put together to numbers that are less than this. */
const mostInPart = 2 ** 31;

/**
 * Replaces a number by another one of the same size, digit by digit: `digits[i]` is less than `sizes[i]`. Different
 * numbers have different ones in their place, and none stays as it is, where any size is more than 1. Without the key
 * nothing can be told of it.
 *
 * A Feistel network hides the number, a part of it is moved on, and the network is undone: what it hides differently comes
 * back differently, and what is moved on is never what it was.
 */
export class Permutation {
  readonly #front = new Half();
  readonly #back = new Half();

  constructor(private readonly key: HashKey) {}

  /** Replaces the first so many digits, at most 48, in their places. */
  apply(digits: number[], sizes: readonly number[], count: number): void {
    const middle = count >> 1;
    this.#front.pack(digits, sizes, 0, middle);
    this.#back.pack(digits, sizes, middle, count);
    for (let round = 0; round < rounds; round += 1) {
      this.#shift(count, round, 1);
    }
    if (!this.#moveOn(this.#front, count)) {
      this.#moveOn(this.#back, count);
    }
    for (let round = rounds - 1; round >= 0; round -= 1) {
      this.#shift(count, round, -1);
    }
    this.#front.unpack(digits, sizes);
    this.#back.unpack(digits, sizes);
  }

  /** Adds to one half, or takes from it, what the other half and the key say. */
  #shift(count: number, round: number, sign: 1 | -1): void {
    const half = round % 2 === 0 ? this.#front : this.#back;
    const other = round % 2 === 0 ? this.#back : this.#front;
    for (let part = 1; part <= half.parts; part += 1) {
      const size = half.sizes[part] ?? 1;
      other.words[0] = (count << 16) | (part << 8) | round;
      const amount = keyedHash(this.key, other.words, other.parts + 1) % size;
      half.words[part] = ((half.words[part] ?? 0) + sign * amount + size) % size;
    }
  }

  /** Moves on the first number of a half that can be another one; returns whether there is one. */
  #moveOn(half: Half, count: number): boolean {
    for (let part = 1; part <= half.parts; part += 1) {
      const size = half.sizes[part] ?? 1;
      if (size > 1) {
        const step = 1 + (keyedHash(this.key, [(count << 16) | stepMark, size], 2) % (size - 1));
        half.words[part] = ((half.words[part] ?? 0) + step) % size;
        return true;
      }
    }
    return false;
  }
}

/** One half of the digits, put together to as few numbers as can be, which are counted from 1. */
class Half {
  parts = 0;
  /** The numbers; `words[0]` is for what tells one hash of them from another. */
  readonly words = [0];
  /** What each number is less than. */
  readonly sizes = [1];
  /** Where the digits of each number end; `ends[0]`: where the first one begins. */
  readonly ends = [0];

  pack(digits: readonly number[], sizes: readonly number[], from: number, to: number): void {
    this.parts = 0;
    this.ends[0] = from;
    for (let index = from; index < to; index += 1) {
      const size = sizes[index] ?? 1;
      const digit = digits[index] ?? 0;
      const together = (this.sizes[this.parts] ?? 1) * size;
      if (this.parts > 0 && together <= mostInPart) {
        this.words[this.parts] = (this.words[this.parts] ?? 0) * size + digit;
        this.sizes[this.parts] = together;
      } else {
        this.parts += 1;
        this.words[this.parts] = digit;
        this.sizes[this.parts] = size;
      }
      this.ends[this.parts] = index + 1;
    }
  }

  unpack(digits: number[], sizes: readonly number[]): void {
    for (let part = 1; part <= this.parts; part += 1) {
      let rest = this.words[part] ?? 0;
      const start = this.ends[part - 1] ?? 0;
      for (let index = (this.ends[part] ?? 0) - 1; index >= start; index -= 1) {
        const size = sizes[index] ?? 1;
        digits[index] = rest % size;
        rest = Math.floor(rest / size);
      }
    }
  }
}

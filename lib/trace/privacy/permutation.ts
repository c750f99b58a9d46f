import { keyedHash, type HashKey } from './keyed-hash';

const rounds = 4;
const bytesPerWord = 4;
/** Tells the hash of the step from those of the rounds. */
const stepMark = 0x100;

/**
 * Replaces a number by another one of the same size, digit by digit: `digits[i]` is less than `sizes[i]`. Different
 * numbers have different ones in their place, and none stays as it is, where any size is more than 1. Without the key
 * nothing can be told of it.
 *
 * A Feistel network hides the number, one digit is moved on, and the network is undone: what it hides differently comes
 * back differently, and what is moved on is never what it was.
 */
export function permute(key: HashKey, digits: readonly number[], sizes: readonly number[]): number[] {
  const moved = [...digits];
  const at = sizes.findIndex((size) => size > 1);
  if (at < 0) {
    return moved;
  }
  const size = sizes[at] ?? 1;
  for (let round = 0; round < rounds; round += 1) {
    shift(key, moved, sizes, round, 1);
  }
  const step = 1 + (keyedHash(key, [stepMark, sizes.length, size]) % (size - 1));
  moved[at] = ((moved[at] ?? 0) + step) % size;
  for (let round = rounds - 1; round >= 0; round -= 1) {
    shift(key, moved, sizes, round, -1);
  }
  return moved;
}

/** Adds to one half, or takes from it, what the other half and the key say. */
function shift(key: HashKey, digits: number[], sizes: readonly number[], round: number, sign: 1 | -1): void {
  const middle = digits.length >> 1;
  const [from, to] = round % 2 === 0 ? [0, middle] : [middle, digits.length];
  const other = round % 2 === 0 ? digits.slice(middle) : digits.slice(0, middle);
  let bytes = 0;
  for (let index = from; index < to; index += 1) {
    const ofWord = (index - from) % bytesPerWord;
    bytes = ofWord === 0 ? keyedHash(key, [round, index, digits.length, ...other]) : bytes >>> 8;
    const size = sizes[index] ?? 1;
    const amount = (bytes & 0xff) % size;
    digits[index] = ((digits[index] ?? 0) + sign * amount + size) % size;
  }
}

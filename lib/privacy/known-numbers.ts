import { copyOf } from '../common/copy-of';
import { forgetOldest } from '../common/forget-oldest';
import { digitsIn } from './mask';
import { findNumbers } from './number-runs';

const mostNumbers = 20_000;
/** By so many digits at its end, a number is known in every form: with and without prefixes. */
const tailDigits = 7;
/** Digits of prefixes that a known number does not have: `9` for an outside line, `00` and a country. */
const mostPrefixDigits = 3;
/** Shorter ones are looked for only as a whole; these are too short even for that. */
const fewestDigits = 3;

/** Numbers that have come by, and are found in texts in whatever form. The oldest of very many are forgotten. */
export class KnownNumbers {
  /** How many digits it has, by its last digits. */
  readonly #lengths = new Map<string, number>();

  learn(number: string): void {
    const digits = digitsIn(number);
    if (digits.length < fewestDigits) {
      return;
    }
    const tail = copyOf(digits.slice(-tailDigits));
    const before = this.#lengths.get(tail) ?? 0;
    this.#lengths.delete(tail);
    this.#lengths.set(tail, Math.max(before, digits.length));
    forgetOldest(this.#lengths, mostNumbers);
  }

  has(digits: string): boolean {
    const length = this.#lengths.get(digits.slice(-tailDigits));
    return (
      length !== undefined && digits.length <= (length < tailDigits ? length : length + mostPrefixDigits)
    );
  }

  /** The text with something else in the place of known numbers, and of those that begin with `+` or `0`. */
  replace(text: string, by: (number: string) => string): string {
    const found = findNumbers(text, (digits, isDialled) => isDialled || this.has(digits));
    let copied = 0;
    const pieces = found.map(({ start, end }) => {
      const piece = text.slice(copied, start) + by(text.slice(start, end));
      copied = end;
      return piece;
    });
    return found.length === 0 ? text : pieces.join('') + text.slice(copied);
  }
}

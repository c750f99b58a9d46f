import { copyOf } from '../../common/copy-of';
import { TextFinder } from './text-finder';
import { isKnownWord } from './words';

/** Stands where a secret was. */
export const redacted = '***';

const shortest = 4;
const longest = 1000;
const mostSecrets = 10_000;
const inkAtStart = /^[\p{L}\p{N}]/u;
const inkAtEnd = /[\p{L}\p{N}]$/u;

/** Passwords and keys that are known, and so can be found where nobody expects them, such as in the text of an error. */
export class Secrets {
  readonly #all = new Set<string>();
  readonly #finder = new TextFinder();
  /** Finds those that have the separator of a line in them. */
  readonly #divided = new TextFinder();

  /** What is very short, or a word of GC as well, cannot be looked for. */
  learn(secret: unknown): void {
    const text = typeof secret === 'number' ? String(secret) : secret;
    const isFit = typeof text === 'string' && text.length >= shortest && text.length <= longest;
    if (!isFit || this.#all.has(text) || this.#all.size >= mostSecrets || isKnownWord(text)) {
      return;
    }
    const own = copyOf(text);
    this.#all.add(own);
    this.#finder.add(own);
    if (own.includes('#')) {
      this.#divided.add(own);
    }
  }

  /** How many are known. */
  get size(): number {
    return this.#all.size;
  }

  /** Whether a secret stands in a text, be it a part of a longer word. */
  isIn(text: string): boolean {
    return this.size > 0 && this.#finder.replace(text, redacted, () => true) !== text;
  }

  /** A line of text without those secrets that would be divided with it. */
  removeDivided(line: string): string {
    return this.#divided.isEmpty ? line : this.#divided.replace(line, redacted, () => true);
  }

  /** The text without the secrets in it. */
  remove(text: string): string {
    return this.size === 0 || text.length < shortest
      ? text
      : this.#finder.replace(text, redacted, (secret, index) => isWhole(text, index, secret));
  }
}

/** Whether a secret is not only a part of a longer word or number. */
function isWhole(text: string, index: number, secret: string): boolean {
  const before = text.charAt(index - 1);
  const after = text.charAt(index + secret.length);
  return (
    !(inkAtEnd.test(before) && inkAtStart.test(secret)) && !(inkAtStart.test(after) && inkAtEnd.test(secret))
  );
}

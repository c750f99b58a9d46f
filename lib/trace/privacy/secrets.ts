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

/**
 * Passwords and keys that are known, and so can be found where nobody expects them, such as in the text of an error. Of
 * very many, those that were learned longest ago are forgotten.
 */
export class Secrets {
  readonly #own: readonly string[];
  /** The one that was learned last stands last. */
  readonly #all = new Set<string>();
  #finder = new TextFinder();
  /** Finds those that have the separator of a line in them. */
  #divided = new TextFinder();
  #version = 0;

  /** @param own these are never forgotten */
  constructor(own: readonly unknown[] = []) {
    this.learnAll(own);
    this.#own = [...this.#all];
  }

  learnAll(secrets: readonly unknown[]): void {
    secrets.forEach((secret) => {
      this.learn(secret);
    });
  }

  /** What is very short, or a word of GC as well, cannot be looked for. */
  learn(secret: unknown): void {
    const text = typeof secret === 'number' ? String(secret) : secret;
    const isFit = typeof text === 'string' && text.length >= shortest && text.length <= longest;
    if (!isFit || isKnownWord(text)) {
      return;
    }
    const isNew = !this.#all.delete(text);
    const own = copyOf(text);
    this.#all.add(own);
    if (isNew) {
      this.#version += 1;
      this.#find(own);
      this.#forgetOlder();
    }
  }

  /** Another one, whenever a secret is new. */
  get version(): number {
    return this.#version;
  }

  /** Whether a secret stands in a text, be it a part of a longer word. */
  isIn(text: string): boolean {
    return this.#all.size > 0 && this.#finder.replace(text, redacted, () => true) !== text;
  }

  /** A line of text without those secrets that would be divided with it. */
  removeDivided(line: string): string {
    return this.#divided.isEmpty ? line : this.#divided.replace(line, redacted, () => true);
  }

  /** The text without the secrets in it. */
  remove(text: string): string {
    return this.#all.size === 0 || text.length < shortest
      ? text
      : this.#finder.replace(text, redacted, (secret, index) => isWhole(text, index, secret));
  }

  #find(secret: string): void {
    this.#finder.add(secret);
    if (secret.includes('#')) {
      this.#divided.add(secret);
    }
  }

  /** Keeps the newer half of too many. */
  #forgetOlder(): void {
    if (this.#all.size <= mostSecrets) {
      return;
    }
    const newer = [...this.#all].slice(-mostSecrets / 2);
    this.#all.clear();
    this.#finder = new TextFinder();
    this.#divided = new TextFinder();
    for (const secret of [...this.#own, ...newer]) {
      this.#all.add(secret);
      this.#find(secret);
    }
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

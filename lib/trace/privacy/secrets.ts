import { isKnownWord } from './words';

/** Stands where a secret was. */
export const redacted = '***';

const shortest = 4;
const longest = 1000;
const mostSecrets = 10_000;
const startLength = 3;
const inkAtStart = /^[\p{L}\p{N}]/u;
const inkAtEnd = /[\p{L}\p{N}]$/u;

/** Passwords and keys that are known, and so can be found where nobody expects them, such as in the text of an error. */
export class Secrets {
  readonly #all = new Set<string>();
  readonly #byStart = new Map<string, string[]>();
  /** Those that have the separator of a line in them. */
  readonly #divided: string[] = [];

  /** What is very short, or a word of GC as well, cannot be looked for. */
  learn(secret: unknown): void {
    const text = typeof secret === 'number' ? String(secret) : secret;
    const isFit = typeof text === 'string' && text.length >= shortest && text.length <= longest;
    if (!isFit || this.#all.has(text) || this.#all.size >= mostSecrets || isKnownWord(text)) {
      return;
    }
    this.#all.add(text);
    if (text.includes('#')) {
      this.#divided.push(text);
    }
    const start = text.slice(0, startLength);
    const others = this.#byStart.get(start) ?? [];
    this.#byStart.set(
      start,
      [...others, text].sort((one, other) => other.length - one.length),
    );
  }

  get isEmpty(): boolean {
    return this.#all.size === 0;
  }

  /** A line of text without those secrets that would be divided with it. */
  removeDivided(line: string): string {
    return this.#divided.reduce((rest, secret) => rest.replaceAll(secret, () => redacted), line);
  }

  /** The text without the secrets in it. */
  remove(text: string): string {
    if (this.isEmpty || text.length < shortest) {
      return text;
    }
    const pieces: string[] = [];
    let copied = 0;
    for (let index = 0; index + startLength <= text.length; index += 1) {
      const secret = this.#at(text, index);
      if (secret !== undefined) {
        pieces.push(text.slice(copied, index), redacted);
        copied = index + secret.length;
        index = copied - 1;
      }
    }
    return copied === 0 ? text : pieces.join('') + text.slice(copied);
  }

  #at(text: string, index: number): string | undefined {
    const candidates = this.#byStart.get(text.slice(index, index + startLength));
    return candidates?.find((secret) => text.startsWith(secret, index) && isWhole(text, index, secret));
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

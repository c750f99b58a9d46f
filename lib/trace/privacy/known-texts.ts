import { copyOf } from '../../common/copy-of';
import { TextFinder } from './text-finder';
import { isKnownWord } from './words';

const longest = 1000;
const mostTexts = 10_000;
const inkAtStart = /^[\p{L}\p{N}]/u;
const inkAtEnd = /[\p{L}\p{N}]$/u;

/** Texts that are known, and so can be found in others. Of very many, those that were learned longest ago are forgotten. */
export class KnownTexts {
  #own: readonly string[] = [];
  /** The one that was learned last stands last. */
  readonly #all = new Set<string>();
  #finder = new TextFinder();
  #version = 0;

  /** @param shortest characters of the shortest text that is looked for, at least 3 */
  constructor(private readonly shortest: number) {}

  learnAll(texts: readonly unknown[]): void {
    texts.forEach((text) => {
      this.learn(text);
    });
  }

  /** What is very short, or a word of GC as well, cannot be looked for. */
  learn(given: unknown): void {
    const text = typeof given === 'number' ? String(given) : given;
    const isFit = typeof text === 'string' && text.length >= this.shortest && text.length <= longest;
    if (!isFit || isKnownWord(text)) {
      return;
    }
    const isNew = !this.#all.delete(text);
    const own = copyOf(text);
    this.#all.add(own);
    if (isNew) {
      this.#version += 1;
      this.find(own);
      this.#forgetOlder();
    }
  }

  /** Learns texts that are never forgotten. */
  protected keepAll(own: readonly unknown[]): void {
    this.learnAll(own);
    this.#own = [...this.#all];
  }

  /** Another one, whenever a text is new. */
  get version(): number {
    return this.#version;
  }

  /** Whether one stands in a text, be it a part of a longer word. */
  isIn(text: string): boolean {
    return (
      this.#all.size > 0 &&
      this.#finder.replace(
        text,
        () => '',
        () => true,
      ) !== text
    );
  }

  /** The text with something else in the place of the known ones in it, if they are whole words there. */
  replace(text: string, by: (found: string) => string): string {
    return this.#all.size === 0 || text.length < this.shortest
      ? text
      : this.#finder.replace(text, by, (found, index) => isWhole(text, index, found));
  }

  /** Lets it be found from now on. */
  protected find(text: string): void {
    this.#finder.add(text);
  }

  /** Lets nothing be found any more. */
  protected findNone(): void {
    this.#finder = new TextFinder();
  }

  /** Keeps the newer half of too many. */
  #forgetOlder(): void {
    if (this.#all.size <= mostTexts) {
      return;
    }
    const newer = [...this.#all].slice(-mostTexts / 2);
    this.#all.clear();
    this.findNone();
    for (const text of [...this.#own, ...newer]) {
      this.#all.add(text);
      this.find(text);
    }
  }
}

/** Whether a text is not only a part of a longer word or number. */
function isWhole(text: string, index: number, found: string): boolean {
  const before = text.charAt(index - 1);
  const after = text.charAt(index + found.length);
  return (
    !(inkAtEnd.test(before) && inkAtStart.test(found)) && !(inkAtStart.test(after) && inkAtEnd.test(found))
  );
}

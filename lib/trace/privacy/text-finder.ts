const startLength = 3;
/** Room for marks of how texts start: most starts that none has are seen by it. */
const marks = 1 << 16;

/** Texts with the same beginning. */
interface Group {
  readonly texts: Set<string>;
  /** The lengths that they have, the longest first. */
  readonly lengths: number[];
}

/** Finds many texts, of three characters and more, in another one, in one pass over it. */
export class TextFinder {
  readonly #isStart = new Uint8Array(marks);
  readonly #groups = new Map<string, Group>();

  add(text: string): void {
    const start = text.slice(0, startLength);
    const group = this.#groups.get(start) ?? { texts: new Set(), lengths: [] };
    this.#groups.set(start, group);
    this.#isStart[markOf(text.charCodeAt(0), text.charCodeAt(1))] = 1;
    group.texts.add(text);
    if (!group.lengths.includes(text.length)) {
      group.lengths.push(text.length);
      group.lengths.sort((one, other) => other - one);
    }
  }

  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  /** The text with something else in the place of those found for which the condition holds: the longest, from left to right. */
  replace(
    text: string,
    by: (found: string) => string,
    holds: (found: string, index: number) => boolean,
  ): string {
    const pieces: string[] = [];
    let copied = 0;
    let next = text.charCodeAt(0);
    for (let index = 0; index + startLength <= text.length; index += 1) {
      const code = next;
      next = text.charCodeAt(index + 1);
      const found = this.#isStart[markOf(code, next)] === 1 ? this.#at(text, index, holds) : undefined;
      if (found !== undefined) {
        pieces.push(text.slice(copied, index), by(found));
        copied = index + found.length;
        index = copied - 1;
        next = text.charCodeAt(copied);
      }
    }
    return copied === 0 ? text : pieces.join('') + text.slice(copied);
  }

  #at(text: string, index: number, holds: (found: string, index: number) => boolean): string | undefined {
    const group = this.#groups.get(text.slice(index, index + startLength));
    for (const length of group?.lengths ?? []) {
      const candidate = text.slice(index, index + length);
      if (group?.texts.has(candidate) === true && holds(candidate, index)) {
        return candidate;
      }
    }
    return undefined;
  }
}

function markOf(first: number, second: number): number {
  return (first ^ (second << 8)) & (marks - 1);
}

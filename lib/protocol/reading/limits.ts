import { setOwn } from '../../common/own-property';

/** How much of one message is read; the rest is cut off, and the event is marked as `truncated`. */
export const bounds = {
  /** Levels of lists and objects within each other. */
  depth: 16,
  /** Entries of a list, attributes of an object, fields of a line. */
  entries: 10_000,
  /** Parts of one entry in a list of text. */
  parts: 1000,
  /** Texts, lists and objects in all. */
  values: 250_000,
  /** Characters of one text. */
  text: 65_536,
  /** Characters in all, names included. */
  characters: 8_000_000,
} as const;

/** Stands where something was cut off. */
export const cutMark = '…';

/**
 * The content of a JSON text, without what is beyond the bounds.
 *
 * @throws {SyntaxError} where it is none
 */
export function parseJson(text: string): { content: unknown; isCut: boolean } {
  const content: unknown = JSON.parse(text);
  if (text.length <= bounds.entries && isFlat(text)) {
    return { content, isCut: false };
  }
  const cutter = new Cutter();
  const kept = cutter.copy(content, 0);
  return { content: kept, isCut: cutter.hasCut };
}

/** Whether a text keeps to the bound of levels, the only one that a short text can break: it opens no more than that. */
function isFlat(text: string): boolean {
  let opened = 0;
  for (const bracket of ['{', '[']) {
    for (
      let at = text.indexOf(bracket);
      at >= 0 && opened <= bounds.depth;
      at = text.indexOf(bracket, at + 1)
    ) {
      opened += 1;
    }
  }
  return opened <= bounds.depth;
}

/** Copies a value up to the bounds. */
class Cutter {
  hasCut = false;
  #values = 0;
  #characters = 0;

  copy(value: unknown, depth: number): unknown {
    this.#values += 1;
    if (typeof value === 'string') {
      return this.#copyText(value);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (depth >= bounds.depth) {
      this.hasCut = true;
      return cutMark;
    }
    return Array.isArray(value)
      ? this.#copyList(value, depth + 1)
      : this.#copyRecord(value as Readonly<Record<string, unknown>>, depth + 1);
  }

  #copyText(text: string): string {
    this.#characters += text.length;
    if (text.length <= bounds.text) {
      return text;
    }
    this.hasCut = true;
    return text.slice(0, bounds.text - cutMark.length) + cutMark;
  }

  #copyList(list: readonly unknown[], depth: number): unknown[] {
    const copy: unknown[] = [];
    for (const entry of list) {
      if (this.#isFull(copy.length)) {
        break;
      }
      copy.push(this.copy(entry, depth));
    }
    return copy;
  }

  #copyRecord(record: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
    const copy: Record<string, unknown> = {};
    for (const [index, name] of Object.keys(record).entries()) {
      if (this.#isFull(index)) {
        break;
      }
      setOwn(copy, this.#copyText(name), this.copy(record[name], depth));
    }
    return copy;
  }

  /** Whether nothing more is taken in, here or at all. */
  #isFull(entries: number): boolean {
    const isFull =
      entries >= bounds.entries || this.#values >= bounds.values || this.#characters >= bounds.characters;
    this.hasCut ||= isFull;
    return isFull;
  }
}

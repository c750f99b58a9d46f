import { copyOf } from '../../common/copy-of';

/** Longer texts hardly ever come again. */
const longest = 64;
/** So many characters at the end of a text, and the first one, say where its result is. */
const looksAt = 8;

/** Remembers what was made of texts that come again and again. A later text can take the place of another one. */
export class Memo<T> {
  readonly #texts: (string | undefined)[];
  readonly #results: (T | undefined)[];
  readonly #mask: number;

  /** @param places a power of 2 */
  constructor(
    private readonly make: (text: string) => T,
    places: number,
  ) {
    this.#texts = new Array<undefined>(places).fill(undefined);
    this.#results = new Array<undefined>(places).fill(undefined);
    this.#mask = places - 1;
  }

  get(text: string): T {
    if (text.length > longest) {
      return this.make(text);
    }
    const place = placeOf(text) & this.#mask;
    if (this.#texts[place] === text) {
      return this.#results[place] as T;
    }
    const made = this.make(text);
    this.#texts[place] = copyOf(text);
    this.#results[place] = made;
    return made;
  }

  clear(): void {
    this.#texts.fill(undefined);
    this.#results.fill(undefined);
  }
}

function placeOf(text: string): number {
  let place = text.length === 0 ? 0 : text.charCodeAt(0);
  for (let index = Math.max(0, text.length - looksAt); index < text.length; index += 1) {
    place = Math.imul(place, 31) + text.charCodeAt(index);
  }
  return place ^ (place >>> 15);
}

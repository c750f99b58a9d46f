import type { KeptEntry } from './kept-entry';

export interface BufferBounds {
  /** Bytes of all lines. */
  readonly maxBytes: number;
  /** How old the oldest entry may be, in milliseconds. */
  readonly maxMs: number;
  readonly whenFull: 'drop-oldest' | 'stop';
}

/** So many places at the beginning of the list may be empty before it is made anew. */
const mostEmpty = 1024;

/** The entries of a trace, in their order, up to a number of bytes and an age. */
export class TraceBuffer {
  #entries: (KeptEntry | undefined)[] = [];
  #first = 0;
  #bytes = 0;
  #dropped = 0;
  #lastDroppedAt = 0;

  constructor(private readonly bounds: BufferBounds) {}

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.length - this.#first;
  }

  /** How many entries had to make room for later ones. */
  get dropped(): number {
    return this.#dropped;
  }

  /** When the last of those came, in milliseconds since 1970. */
  get lastDroppedAt(): number {
    return this.#lastDroppedAt;
  }

  /** Returns whether there is room for the entry; with `drop-oldest` there always is. */
  push(entry: KeptEntry): boolean {
    const { maxBytes, whenFull } = this.bounds;
    if (whenFull === 'stop' && this.#bytes + entry.bytes > maxBytes) {
      return false;
    }
    this.#entries.push(entry);
    this.#bytes += entry.bytes;
    this.dropOld(entry.at);
    return true;
  }

  /** Drops what is too much or too old. */
  dropOld(now: number): void {
    const { maxBytes, maxMs, whenFull } = this.bounds;
    while (whenFull === 'drop-oldest') {
      const oldest = this.#entries[this.#first];
      if (oldest === undefined || (this.#bytes <= maxBytes && now - oldest.at <= maxMs)) {
        break;
      }
      this.#removeFirst(oldest);
      this.#dropped += 1;
      this.#lastDroppedAt = oldest.at;
    }
  }

  /** All entries as they are now. */
  all(): KeptEntry[] {
    return this.#entries.slice(this.#first).filter((entry) => entry !== undefined);
  }

  /** Takes the oldest entries out: so many at most, and those that fit into so many bytes, but one at least. */
  take(most: number, mostBytes: number): KeptEntry[] {
    const taken: KeptEntry[] = [];
    let bytes = 0;
    while (taken.length < most) {
      const oldest = this.#entries[this.#first];
      if (oldest === undefined || (taken.length > 0 && bytes + oldest.bytes > mostBytes)) {
        break;
      }
      bytes += oldest.bytes;
      taken.push(oldest);
      this.#removeFirst(oldest);
    }
    return taken;
  }

  #removeFirst({ bytes }: KeptEntry): void {
    this.#entries[this.#first] = undefined;
    this.#first += 1;
    this.#bytes -= bytes;
    if (this.#first >= mostEmpty && 2 * this.#first >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
  }
}

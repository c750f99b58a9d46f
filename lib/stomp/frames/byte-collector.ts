const keptBytes = 16 * 1024;

/** Gathers bytes that come in pieces of any size. Each byte is copied a bounded number of times. */
export class ByteCollector {
  #buffer = Buffer.alloc(0);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  add(piece: Buffer): void {
    this.#makeRoomFor(piece.length);
    piece.copy(this.#buffer, this.#length);
    this.#length += piece.length;
  }

  /** Hands over what has come, with the last piece behind it, and starts anew. */
  finish(lastPiece: Buffer): Buffer {
    if (this.#length === 0) {
      return lastPiece;
    }
    const bytes = Buffer.concat([this.#buffer.subarray(0, this.#length), lastPiece]);
    this.clear();
    return bytes;
  }

  /** Forgets what has come. */
  clear(): void {
    this.#length = 0;
    if (this.#buffer.length > keptBytes) {
      this.#buffer = Buffer.alloc(0);
    }
  }

  #makeRoomFor(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#buffer.length) {
      return;
    }
    const larger = Buffer.alloc(Math.max(needed, 2 * this.#buffer.length));
    this.#buffer.copy(larger, 0, 0, this.#length);
    this.#buffer = larger;
  }
}

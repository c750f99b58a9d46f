import { limits } from '../limits';

/** A line as it stands in a file: its bytes, or how it cannot be one. */
export interface RawLine {
  /** Counted from 1. */
  readonly line: number;
  /** Absent: the line is longer than a line of a trace can be. */
  readonly bytes?: Buffer;
  /** No end of line follows: the file may have been cut here. */
  readonly isLast?: true;
}

const lineFeed = 10;

/** Splits bytes into lines as they come. Of a line that is too long nothing is kept. */
export async function* splitLines(source: AsyncIterable<Buffer | string>): AsyncGenerator<RawLine> {
  const splitter = new Splitter();
  for await (const chunk of source) {
    yield* splitter.take(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  }
  yield* splitter.end();
}

class Splitter {
  #line = 1;
  #parts: Buffer[] = [];
  #length = 0;

  *take(chunk: Buffer): Generator<RawLine> {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#add(chunk.subarray(start, end));
      yield this.#close();
      start = end + 1;
    }
    this.#add(chunk.subarray(start));
  }

  *end(): Generator<RawLine> {
    if (this.#length > 0) {
      yield { ...this.#close(), isLast: true };
    }
  }

  #add(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > limits.lineBytes) {
      this.#parts = [];
    } else if (part.length > 0) {
      this.#parts.push(part);
    }
  }

  #close(): RawLine {
    const line = this.#line;
    const isTooLong = this.#length > limits.lineBytes;
    const [only = Buffer.alloc(0)] = this.#parts;
    const bytes = this.#parts.length > 1 ? Buffer.concat(this.#parts) : only;
    this.#line += 1;
    this.#parts = [];
    this.#length = 0;
    return isTooLong ? { line } : { line, bytes };
  }
}

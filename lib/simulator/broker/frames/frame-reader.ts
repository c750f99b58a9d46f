import { ByteCollector } from '../../../stomp/frames/byte-collector';
import { ProtocolError } from '../errors';
import { limits } from '../limits';
import type { Frame } from './frame';
import { unescapeHeader } from './header-text';
import type { StompVersion } from './versions';

const { commandBytes, headerBytes, headers: mostHeaders, bodyBytes } = limits.frame;

const NUL = 0;
const LF = 10;

/** What a frame consists of, and how long its lines and its body may be, each with its end. */
const bounds = {
  command: { bytes: commandBytes, message: 'This is not a STOMP command' },
  headers: { bytes: headerBytes, message: `A header line may have ${headerBytes} bytes` },
  body: { bytes: bodyBytes + 1, message: `A body may have ${bodyBytes} bytes` },
};

const tooManyHeaders = `A frame may have ${mostHeaders} headers`;

/** Reads frames from chunks of any size; throws a ProtocolError at the first byte that cannot be STOMP. */
export class FrameReader {
  /** How header lines are read from now on. */
  version: StompVersion = '1.0';

  readonly #bytes = new ByteCollector();
  #part: keyof typeof bounds = 'command';
  #command = '';
  #headers = new Map<string, string>();
  #bodyLength: number | undefined;

  /** Yields each frame before it looks at the bytes behind it, so that the version may change in between. */
  *read(chunk: Buffer): Generator<Frame, void> {
    let rest = chunk;
    while (rest.length > 0) {
      const end = this.#endOfPiece(rest);
      const piece = rest.subarray(0, end);
      this.#check(piece);
      if (end === undefined) {
        this.#bytes.add(piece);
        return;
      }
      rest = rest.subarray(end);
      const bytes = this.#bytes.finish(piece);
      if (this.#part === 'body') {
        yield this.#finishBody(bytes);
      } else {
        this.#finishLine(bytes);
      }
    }
  }

  /** Where the line or the body ends in these bytes; undefined if it goes on behind them. */
  #endOfPiece(bytes: Buffer): number | undefined {
    if (this.#part === 'body' && this.#bodyLength !== undefined) {
      const missing = this.#bodyLength + 1 - this.#bytes.length;
      return missing <= bytes.length ? missing : undefined;
    }
    const index = bytes.indexOf(this.#part === 'body' ? NUL : LF);
    return index < 0 ? undefined : index + 1;
  }

  #check(piece: Buffer): void {
    const { bytes, message } = bounds[this.#part];
    if (this.#bytes.length + piece.length > bytes) {
      throw new ProtocolError(message);
    }
    if (this.#part !== 'body' && piece.includes(NUL)) {
      throw new ProtocolError('The frame ends before the blank line behind its headers');
    }
  }

  #finishLine(bytes: Buffer): void {
    const line = bytes.toString().replace(/\r?\n$/, '');
    if (this.#part === 'command') {
      this.#startFrame(line);
    } else if (line === '') {
      this.#startBody();
    } else {
      this.#addHeader(line);
    }
  }

  #startFrame(line: string): void {
    if (line === '') {
      return;
    } // a heart-beat
    if (!/^[A-Z]+$/.test(line)) {
      throw new ProtocolError(bounds.command.message);
    }
    this.#command = line;
    this.#headers = new Map();
    this.#part = 'headers';
  }

  #addHeader(line: string): void {
    const colon = line.indexOf(':');
    if (colon < 0) {
      throw new ProtocolError('A header line has no colon');
    }
    const name = unescapeHeader(line.slice(0, colon), this.version);
    const value = unescapeHeader(line.slice(colon + 1), this.version);
    if (this.#headers.has(name)) {
      return;
    }
    if (this.#headers.size === mostHeaders) {
      throw new ProtocolError(tooManyHeaders);
    }
    this.#headers.set(name, value);
  }

  #startBody(): void {
    this.#bodyLength = readContentLength(this.#headers.get('content-length'));
    this.#part = 'body';
  }

  #finishBody(bytes: Buffer): Frame {
    if (bytes.at(-1) !== NUL) {
      throw new ProtocolError('The body is longer than its content-length says');
    }
    this.#part = 'command';
    const body = Buffer.from(bytes.subarray(0, -1)); // a copy, for these bytes are part of a larger chunk
    return { command: this.#command, headers: this.#headers, body };
  }
}

function readContentLength(header: string | undefined): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  if (!/^\d+$/.test(header)) {
    throw new ProtocolError('The content-length is not a number');
  }
  const length = Number(header);
  if (length > bodyBytes) {
    throw new ProtocolError(bounds.body.message);
  }
  return length;
}

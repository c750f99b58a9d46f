import { ByteCollector } from './byte-collector';
import { ProtocolError, Refusal } from './errors';
import { escapeHeader, unescapeHeader } from './header-text';
import type { StompVersion } from './versions';

export interface Frame {
  command: string;
  /** Where a name comes twice, the first one counts. */
  headers: ReadonlyMap<string, string>;
  body: Buffer;
}

export type Header = readonly [name: string, value: string];

/** Bytes of the command's line, of a header's line and of the body; number of headers. */
export const limits = { command: 16, header: 10 * 1024, headers: 200, body: 1024 * 1024 };

const NUL = 0;
const LF = 10;

/** What a frame consists of, and how long its lines and its body may be, each with its end. */
const bounds = {
  command: { bytes: limits.command, message: 'This is not a STOMP command' },
  headers: { bytes: limits.header, message: `A header line may have ${limits.header} bytes` },
  body: { bytes: limits.body + 1, message: `A body may have ${limits.body} bytes` },
};

const tooManyHeaders = `A frame may have ${limits.headers} headers`;

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
      this.#collect(rest.subarray(0, end));
      if (end === undefined) return;
      rest = rest.subarray(end);
      if (this.#part === 'body') yield this.#finishBody();
      else this.#finishLine();
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

  #collect(piece: Buffer): void {
    const { bytes, message } = bounds[this.#part];
    if (this.#bytes.length + piece.length > bytes) throw new ProtocolError(message);
    if (this.#part !== 'body' && piece.includes(NUL)) {
      throw new ProtocolError('The frame ends before the blank line behind its headers');
    }
    this.#bytes.add(piece);
  }

  #finishLine(): void {
    const line = this.#takeLine();
    if (this.#part === 'command') this.#startFrame(line);
    else if (line === '') this.#startBody();
    else this.#addHeader(line);
  }

  #takeLine(): string {
    return this.#bytes
      .take()
      .toString()
      .replace(/\r?\n$/, '');
  }

  #startFrame(line: string): void {
    if (line === '') return; // a heart-beat
    if (!/^[A-Z]+$/.test(line)) throw new ProtocolError(bounds.command.message);
    this.#command = line;
    this.#headers = new Map();
    this.#part = 'headers';
  }

  #addHeader(line: string): void {
    const colon = line.indexOf(':');
    if (colon < 0) throw new ProtocolError('A header line has no colon');
    const name = unescapeHeader(line.slice(0, colon), this.version);
    const value = unescapeHeader(line.slice(colon + 1), this.version);
    if (this.#headers.has(name)) return;
    if (this.#headers.size === limits.headers) throw new ProtocolError(tooManyHeaders);
    this.#headers.set(name, value);
  }

  #startBody(): void {
    this.#bodyLength = readContentLength(this.#headers.get('content-length'));
    this.#part = 'body';
  }

  #finishBody(): Frame {
    const bytes = this.#bytes.take();
    if (bytes.at(-1) !== NUL) throw new ProtocolError('The body is longer than its content-length says');
    this.#part = 'command';
    return { command: this.#command, headers: this.#headers, body: bytes.subarray(0, -1) };
  }
}

function readContentLength(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (!/^\d+$/.test(header)) throw new ProtocolError('The content-length is not a number');
  const length = Number(header);
  if (length > limits.body) throw new ProtocolError(bounds.body.message);
  return length;
}

/**
 * The bytes of a frame, with a line end behind it as ActiveMQ sends it.
 * CONNECTED is never escaped (the STOMP specification): write it as version 1.0.
 */
export function formatFrame(
  version: StompVersion,
  command: string,
  headers: readonly Header[],
  body: string | Buffer = '',
): Buffer {
  const lines = headers.map(
    ([name, value]) => `${escapeHeader(name, version)}:${escapeHeader(value, version)}\n`,
  );
  return Buffer.concat([
    Buffer.from(`${command}\n${lines.join('')}\n`),
    Buffer.from(body),
    Buffer.of(NUL, LF),
  ]);
}

export function requiredHeader(frame: Frame, name: string): string {
  const value = frame.headers.get(name);
  if (value === undefined) throw new Refusal(`${frame.command} without ${name}`);
  return value;
}

import { setOwn } from '../../common/own-property';
import { ByteCollector } from './byte-collector';

/** A frame as the broker has sent it. */
export interface Frame {
  readonly command: string;
  /** Of a frame that is too large, only those that are needed to answer it. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where the frame is too large. */
  readonly body: Buffer | undefined;
}

export interface FrameLimits {
  /** Of command and headers together, with the empty line behind them. A frame with more is too large. */
  readonly maxHeadBytes: number;
  /** A frame with more is too large. */
  readonly maxHeaders: number;
  /** A frame with more is too large. */
  readonly maxBodyBytes: number;
  /** A frame that is too large is read to its end, so that it can be refused. With a longer head, reading ends. */
  readonly maxSkippedHeadBytes: number;
  /** As {@link maxSkippedHeadBytes}, for a body. */
  readonly maxSkippedBodyBytes: number;
}

interface Head extends Pick<Frame, 'command' | 'headers'> {
  readonly isTooLarge: boolean;
  /** Bytes of the body; where it is not told, the body ends at the first NUL. */
  readonly bodyLength: number | undefined;
}

const [nul, lineFeed, carriageReturn] = [0x00, 0x0a, 0x0d];
const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', c: ':', '\\': '\\' };

/** What it takes to find the end of a frame, and to answer it. */
const needed = ['content-length', 'subscription', 'message-id', 'ack', 'receipt-id', 'message'];
/** Longer ones do not count in a frame that is too large. */
const maxNeededLength = 1024;

/**
 * Reads the frames of STOMP 1.1 and 1.2 out of the bytes of a socket, wherever these are cut. In its place, stompit's own
 * reader makes a stream of each frame, which takes several times as long as the rest of what happens to an event.
 * https://stomp.github.io/stomp-specification-1.2.html#STOMP_Frames
 */
export class FrameReader {
  #isStopped = false;
  readonly #headBytes = new ByteCollector();
  /** There is nothing yet in the current line of the head. */
  #isLineEmpty = false;
  /** The frame whose body is being read. */
  #head: Head | undefined;
  readonly #body: Body;

  constructor(
    private readonly limits: FrameLimits,
    private readonly onFrame: (frame: Frame) => void,
  ) {
    this.#body = new Body(limits);
  }

  /**
   * Each byte is looked at once, however the bytes are cut.
   *
   * @throws {Error} when the bytes are no frames, or endless ones; nothing can be read after them.
   */
  read(chunk: Buffer): void {
    for (let at = 0; at < chunk.length && !this.#isStopped;) {
      at = this.#head === undefined ? this.#readHead(chunk, at) : this.#readBody(chunk, at, this.#head);
    }
  }

  /** Nothing is read any more. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Returns where to go on. */
  #readHead(bytes: Buffer, from: number): number {
    const start = this.#headBytes.length === 0 ? skipLineEnds(bytes, from) : from;
    const end = this.#findEndOfHead(bytes, start);
    const piece = bytes.subarray(start, end);
    const { maxSkippedHeadBytes } = this.limits;
    if (this.#headBytes.length + piece.length > maxSkippedHeadBytes) {
      throw new Error(`the head of a frame is longer than ${maxSkippedHeadBytes} bytes`);
    }
    if (end === undefined) {
      this.#headBytes.add(piece);
      return bytes.length;
    }
    this.#head = parseHead(this.#headBytes.finish(piece), this.limits);
    this.#body.begin(this.#head);
    return end;
  }

  /** Where the body begins: behind the first empty line. */
  #findEndOfHead(bytes: Buffer, from: number): number | undefined {
    let isLineEmpty = this.#isLineEmpty;
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === lineFeed && isLineEmpty) {
        this.#isLineEmpty = false;
        return at + 1;
      }
      isLineEmpty = byte === lineFeed || (byte === carriageReturn && isLineEmpty);
    }
    this.#isLineEmpty = isLineEmpty;
    return undefined;
  }

  #readBody(bytes: Buffer, start: number, { command, headers, bodyLength }: Head): number {
    const end = bodyLength === undefined ? bytes.indexOf(nul, start) : start + bodyLength - this.#body.length;
    if (end === -1 || end >= bytes.length) {
      this.#body.add(bytes.subarray(start));
      return bytes.length;
    }
    if (bytes[end] !== nul) {
      throw new Error('the body of a frame is longer than its content-length');
    }
    const body = this.#body.finish(bytes.subarray(start, end));
    this.#head = undefined;
    this.onFrame({ command, headers, body });
    return end + 1;
  }
}

/** The bytes of a body, or only their number when they are too many. */
class Body {
  readonly #bytes = new ByteCollector();
  #length = 0;
  #isTooLarge = false;

  constructor(private readonly limits: FrameLimits) {}

  get length(): number {
    return this.#length;
  }

  begin({ isTooLarge, bodyLength = 0 }: Head): void {
    this.#length = 0;
    this.#isTooLarge = isTooLarge;
    this.#check(bodyLength);
  }

  add(part: Buffer): void {
    this.#count(part);
    if (!this.#isTooLarge) {
      this.#bytes.add(part);
    }
  }

  /** Undefined when it was too large. */
  finish(lastPart: Buffer): Buffer | undefined {
    this.#count(lastPart);
    return this.#isTooLarge ? undefined : this.#bytes.finish(lastPart);
  }

  #count(part: Buffer): void {
    this.#length += part.length;
    this.#check(this.#length);
  }

  #check(length: number): void {
    const { maxBodyBytes, maxSkippedBodyBytes } = this.limits;
    if (length > maxSkippedBodyBytes) {
      throw new Error(`the body of a frame is longer than ${maxSkippedBodyBytes} bytes`);
    }
    if (length > maxBodyBytes) {
      this.#isTooLarge = true;
      this.#bytes.clear();
    }
  }
}

/** Between frames they are heart-beats. */
function skipLineEnds(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === lineFeed || bytes[at] === carriageReturn) {
    at += 1;
  }
  return at;
}

function parseHead(bytes: Buffer, { maxHeadBytes, maxHeaders }: FrameLimits): Head {
  const lines = bytes.toString('utf8').split('\n');
  // The first is the command; behind the headers, there are the empty line and what is behind its end.
  const isTooLarge = bytes.length > maxHeadBytes || lines.length - 3 > maxHeaders;
  const headers: Record<string, string> = {};
  for (let index = 1; index < lines.length - 2; index += 1) {
    const line = withoutReturns(lines[index] ?? '');
    const colon = line.indexOf(':');
    // ActiveMQ does not escape the names of JMS properties: a line of such a name may have no colon.
    if (colon === -1 || (isTooLarge && !isNeeded(line, colon))) {
      continue;
    }
    setFirst(headers, unescape(line.slice(0, colon)), unescape(line.slice(colon + 1)));
  }
  return { command: withoutReturns(lines[0] ?? ''), headers, isTooLarge, bodyLength: readLength(headers) };
}

function isNeeded(line: string, colon: number): boolean {
  return line.length <= maxNeededLength && needed.includes(line.slice(0, colon));
}

/** What a line says, without the carriage returns at its end. */
export function withoutReturns(line: string): string {
  let end = line.length;
  while (line.charCodeAt(end - 1) === carriageReturn) {
    end -= 1;
  }
  return end === line.length ? line : line.slice(0, end);
}

/** Of headers with the same name, the first counts. */
function setFirst(headers: Record<string, string>, name: string, value: string): void {
  if (!Object.hasOwn(headers, name)) {
    setOwn(headers, name, value);
  }
}

function unescape(text: string): string {
  let meant = '';
  let start = 0;
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', start)) {
    meant += text.slice(start, at) + (escaped[text[at + 1] ?? ''] ?? text.slice(at, at + 2));
    start = at + 2;
  }
  return start === 0 ? text : meant + text.slice(start);
}

function readLength(headers: Readonly<Record<string, string>>): number | undefined {
  if (!Object.hasOwn(headers, 'content-length')) {
    return undefined;
  }
  const length = headers['content-length'] ?? '';
  if (!/^\d+$/.test(length)) {
    throw new Error('the content-length of a frame is no number');
  }
  return Number(length);
}

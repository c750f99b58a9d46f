/** A frame as the broker has sent it. */
export interface Frame {
  readonly command: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined where it was larger than the limit. */
  readonly body: Buffer | undefined;
}

export interface FrameLimits {
  /** Of command and headers together. A frame with more cannot be read. */
  readonly maxHeadBytes: number;
  /** A larger body is skipped. */
  readonly maxBodyBytes: number;
}

interface Head extends Pick<Frame, 'command' | 'headers'> {
  /** Bytes of the body; where it is not told, the body ends at the first NUL. */
  readonly bodyLength: number | undefined;
}

const [nul, lineFeed, carriageReturn] = [0x00, 0x0a, 0x0d];
const nothing: Buffer = Buffer.alloc(0);
const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', c: ':', '\\': '\\' };

/**
 * Reads the frames of STOMP 1.1 and 1.2 out of the bytes of a socket, wherever these are cut. In its place, stompit's own
 * reader makes a stream of each frame, which takes several times as long as the rest of what happens to an event.
 * https://stomp.github.io/stomp-specification-1.2.html#STOMP_Frames
 */
export class FrameReader {
  #isStopped = false;
  /** The beginning of a head that is not complete. */
  #rest = nothing;
  /** The frame whose body is being read. */
  #head: Head | undefined;
  readonly #body: Body;

  constructor(
    private readonly limits: FrameLimits,
    private readonly onFrame: (frame: Frame) => void,
  ) {
    this.#body = new Body(limits.maxBodyBytes);
  }

  /** @throws {Error} when the bytes are no frames; nothing can be read after them. */
  read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = nothing;
    for (let at = 0; at < bytes.length && !this.#isStopped;) {
      at = this.#head === undefined ? this.#readHead(bytes, at) : this.#readBody(bytes, at, this.#head);
    }
  }

  /** Nothing is read any more. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Returns where to go on. */
  #readHead(bytes: Buffer, from: number): number {
    const start = skipLineEnds(bytes, from);
    const end = endOfHead(bytes, start);
    if ((end ?? bytes.length) - start > this.limits.maxHeadBytes) {
      throw new Error(`the head of a frame is longer than ${this.limits.maxHeadBytes} bytes`);
    }
    if (end === undefined) {
      this.#rest = bytes.subarray(start);
      return bytes.length;
    }
    this.#head = parseHead(bytes.toString('utf8', start, end));
    return bytes[end + 1] === lineFeed ? end + 2 : end + 3;
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
    this.#body.add(bytes.subarray(start, end));
    this.#head = undefined;
    this.onFrame({ command, headers, body: this.#body.take() });
    return end + 1;
  }
}

/** The parts of a body, or only their length when they are too many. */
class Body {
  #parts: Buffer[] = [];
  #length = 0;

  constructor(private readonly maxBytes: number) {}

  get length(): number {
    return this.#length;
  }

  add(part: Buffer): void {
    this.#length += part.length;
    if (this.#length <= this.maxBytes) this.#parts.push(part);
    else this.#parts = [];
  }

  take(): Buffer | undefined {
    const [parts, length] = [this.#parts, this.#length];
    this.#parts = [];
    this.#length = 0;
    if (length > this.maxBytes) return undefined;
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }
}

/** Between frames they are heart-beats. */
function skipLineEnds(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === lineFeed || bytes[at] === carriageReturn) at += 1;
  return at;
}

/** Where the last line of the head ends, in front of an empty one. */
function endOfHead(bytes: Buffer, start: number): number | undefined {
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] !== lineFeed) continue;
    if (bytes[at + 1] === lineFeed) return at;
    if (bytes[at + 1] === carriageReturn && bytes[at + 2] === lineFeed) return at;
  }
  return undefined;
}

function parseHead(text: string): Head {
  const [command = '', ...lines] = text.includes('\r') ? text.split(/\r*\n|\r+$/) : text.split('\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    // ActiveMQ does not escape the names of JMS properties: a line of such a name may have no colon.
    if (colon !== -1) setFirst(headers, unescape(line.slice(0, colon)), unescape(line.slice(colon + 1)));
  }
  return { command, headers, bodyLength: readLength(headers) };
}

/** Of headers with the same name, the first counts. An assignment would not keep one called __proto__. */
function setFirst(headers: Record<string, string>, name: string, value: string): void {
  if (Object.hasOwn(headers, name)) return;
  if (name !== '__proto__') headers[name] = value;
  else Object.defineProperty(headers, name, { value, configurable: true, enumerable: true, writable: true });
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
  if (!Object.hasOwn(headers, 'content-length')) return undefined;
  const length = headers['content-length'] ?? '';
  if (!/^\d+$/.test(length)) throw new Error('the content-length of a frame is no number');
  return Number(length);
}

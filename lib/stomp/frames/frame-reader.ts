import { ByteCollector } from './byte-collector';
import { Frame } from './frame';

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

const [nul, lineFeed, carriageReturn] = [0x00, 0x0a, 0x0d];

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
  #frame: Frame | undefined;
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
      at = this.#frame === undefined ? this.#readHead(chunk, at) : this.#readBody(chunk, at, this.#frame);
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
    this.#frame = beginFrame(this.#headBytes.finish(piece), this.limits);
    this.#body.begin(this.#frame);
    return end;
  }

  /** Where the body begins: behind the first empty line. */
  #findEndOfHead(bytes: Buffer, from: number): number | undefined {
    let isLineEmpty = this.#isLineEmpty;
    let start = from;
    for (let end = bytes.indexOf(lineFeed, start); end !== -1; end = bytes.indexOf(lineFeed, start)) {
      if (isLineEmpty && skipReturns(bytes, start) === end) {
        this.#isLineEmpty = false;
        return end + 1;
      }
      isLineEmpty = true;
      start = end + 1;
    }
    this.#isLineEmpty = isLineEmpty && skipReturns(bytes, start) === bytes.length;
    return undefined;
  }

  #readBody(bytes: Buffer, start: number, frame: Frame): number {
    const { bodyLength } = frame;
    const end = bodyLength === undefined ? bytes.indexOf(nul, start) : start + bodyLength - this.#body.length;
    if (end === -1 || end >= bytes.length) {
      this.#body.add(bytes.subarray(start));
      return bytes.length;
    }
    if (bytes[end] !== nul) {
      throw new Error('the body of a frame is longer than its content-length');
    }
    frame.body = this.#body.finish(bytes.subarray(start, end));
    this.#frame = undefined;
    this.onFrame(frame);
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

  begin({ isTooLarge, bodyLength = 0 }: Frame): void {
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

function skipReturns(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at] === carriageReturn) {
    at += 1;
  }
  return at;
}

function beginFrame(head: Buffer, { maxHeadBytes, maxHeaders }: FrameLimits): Frame {
  const isTooLarge =
    head.length > maxHeadBytes || (head.length > maxHeaders && countHeaders(head) > maxHeaders);
  return new Frame(head.toString('utf8'), isTooLarge);
}

/** Each ends with a line feed, and so do the command and the empty line. */
function countHeaders(head: Buffer): number {
  let count = -2;
  for (let at = head.indexOf(lineFeed); at !== -1; at = head.indexOf(lineFeed, at + 1)) {
    count += 1;
  }
  return count;
}

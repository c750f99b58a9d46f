import { ProtocolError } from '../errors';

/** Milliseconds between two signs of life; 0 means none are promised. */
export interface Intervals {
  incomingMs: number;
  outgoingMs: number;
}

const shortestMs = 10;
const longestMs = 1_000_000_000; // twice this still fits into a timer

/** Reads the client's heart-beat header: what it can send, what it wants to get. */
export function readHeartBeat(header = '0,0'): Intervals {
  const match = /^ *(\d+) *, *(\d+) *$/.exec(header);
  if (match === null) {
    throw new ProtocolError(`The heart-beat header must be two numbers, not "${header}"`);
  }
  return { incomingMs: withinBounds(Number(match[1])), outgoingMs: withinBounds(Number(match[2])) };
}

function withinBounds(ms: number): number {
  return ms === 0 ? 0 : Math.min(Math.max(ms, shortestMs), longestMs);
}

/** Sends beats while the client waits for them, and reports a client that has been silent for two intervals. */
export class HeartBeat {
  readonly #beat: () => void;
  readonly #silent: () => void;
  #pulse: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;
  #verdict: NodeJS.Immediate | undefined;

  constructor(beat: () => void, silent: () => void) {
    this.#beat = beat;
    this.#silent = silent;
  }

  start({ incomingMs, outgoingMs }: Intervals): void {
    this.stop();
    if (outgoingMs > 0) {
      this.#pulse = setInterval(this.#beat, outgoingMs / 2);
    }
    if (incomingMs > 0) {
      this.#silence = setTimeout(() => this.#doubt(), 2 * incomingMs);
    }
  }

  heard(): void {
    clearImmediate(this.#verdict);
    this.#silence?.refresh();
  }

  stop(): void {
    clearInterval(this.#pulse);
    clearTimeout(this.#silence);
    clearImmediate(this.#verdict);
    this.#silence = undefined;
  }

  // After a blocked event loop the timer comes before the bytes that have been waiting: let these speak first.
  #doubt(): void {
    this.#verdict = setImmediate(this.#silent);
  }
}

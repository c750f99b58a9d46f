import type { Socket } from 'node:net';
import { limits } from '../limits';

const lingerMs = 1000;

/** The way to a client. What is added in one turn of the event loop is one write; it can be delayed, or held. */
export class SocketWriter {
  readonly #socket: Socket;
  readonly #delayMs: () => number;
  readonly #onReady: () => void;
  readonly #batches: { bytes: Buffer; dueAt: number }[] = [];
  #pieces: Buffer[] = [];
  #waitingBytes = 0;
  #held = false;
  #ended = false;
  #timer: NodeJS.Timeout | undefined;

  /** onReady: the client has read, so that it can take messages again. */
  constructor(socket: Socket, delayMs: () => number, onReady: () => void) {
    this.#socket = socket;
    this.#delayMs = delayMs;
    this.#onReady = onReady;
    socket.on('drain', onReady);
    socket.once('close', () => clearTimeout(this.#timer));
  }

  /** Whether the client reads as fast as it is sent to. */
  get ready(): boolean {
    return this.#socket.writable && !this.#socket.writableNeedDrain && !this.#full;
  }

  add(pieces: readonly Buffer[]): void {
    if (this.#ended || !this.#socket.writable) {
      return;
    }
    if (this.#pieces.length === 0) {
      process.nextTick(() => this.#finishBatch());
    }
    for (const piece of pieces) {
      this.#pieces.push(piece);
      this.#waitingBytes += piece.length;
    }
    if (this.#waitingBytes + this.#socket.writableLength > limits.unreadBytes) {
      this.#socket.destroy();
    }
  }

  /** Closes the connection behind what has been added. */
  end(): void {
    this.#ended = true;
    if (this.#pieces.length === 0) {
      this.#write();
    }
  }

  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#write();
  }

  get #full(): boolean {
    return this.#waitingBytes >= limits.unreadBytesForMessages;
  }

  #finishBatch(): void {
    this.#batches.push({ bytes: Buffer.concat(this.#pieces), dueAt: performance.now() + this.#delayMs() });
    this.#pieces = [];
    this.#write();
  }

  #write(): void {
    if (this.#held || !this.#socket.writable) {
      return;
    }
    clearTimeout(this.#timer);
    const wasFull = this.#full;
    const now = performance.now();
    let next = this.#batches[0];
    for (; next !== undefined && next.dueAt <= now; next = this.#batches[0]) {
      this.#batches.shift();
      this.#waitingBytes -= next.bytes.length;
      this.#socket.write(next.bytes);
    }
    if (next !== undefined) {
      this.#timer = setTimeout(() => this.#write(), next.dueAt - now);
    } else if (this.#ended) {
      this.#close();
    }
    if (wasFull && this.ready) {
      this.#onReady();
    }
  }

  #close(): void {
    this.#socket.end();
    this.#timer = setTimeout(() => this.#socket.destroy(), lingerMs);
  }
}

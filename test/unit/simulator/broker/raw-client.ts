import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { limitMs } from '../../../support/wait';

const frameEnd = '\0\n';

export interface RawFrame {
  command: string;
  headers: Record<string, string>;
  body: string;
}

/** A bare socket that takes what the broker sends as text, frame by frame, and understands nothing else. */
export class RawClient {
  readonly #socket: Socket;
  readonly #closed: Promise<unknown>;
  #received = '';
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.on('data', (text: string) => {
      this.#received += text;
      this.#wake();
    });
    this.#closed = new Promise((resolve) => {
      socket.once('close', () => {
        resolve(undefined);
        this.#wake();
      });
    });
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** Opens, connects as the version and waits for CONNECTED. */
  static async connect(
    port: number,
    version = '1.2',
    headers: Record<string, string> = {},
  ): Promise<RawClient> {
    const client = await RawClient.open(port);
    client.frame('CONNECT', { 'accept-version': version, host: '/', ...headers });
    const answer = await client.next();
    if (answer.command !== 'CONNECTED') {
      throw new Error(`Not connected: ${JSON.stringify(answer)}`);
    }
    return client;
  }

  write(bytes: string | Buffer): void {
    this.#socket.write(bytes);
  }

  frame(command: string, headers: Record<string, string> = {}, body = ''): void {
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    this.write(`${command}\n${lines.join('')}\n${body}\0`);
  }

  /** The text of the next frame, heart-beats before it left out. */
  async nextText(): Promise<string> {
    await this.#until(() => this.#received.includes(frameEnd), 'a frame');
    const end = this.#received.indexOf(frameEnd);
    const text = this.#received.slice(0, end).replace(/^\n+/, '');
    this.#received = this.#received.slice(end + frameEnd.length);
    return text;
  }

  async next(): Promise<RawFrame> {
    const text = await this.nextText();
    const blank = text.indexOf('\n\n');
    const [command = '', ...lines] = text.slice(0, blank).split('\n');
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
    );
    return { command, headers, body: text.slice(blank + 2) };
  }

  /** The next frames, which must be of this command. */
  async expect(command: string, count = 1): Promise<RawFrame[]> {
    const frames: RawFrame[] = [];
    while (frames.length < count) {
      const frame = await this.next();
      if (frame.command !== command) {
        throw new Error(`Expected ${command}, got ${JSON.stringify(frame)}`);
      }
      frames.push(frame);
    }
    return frames;
  }

  /** What has come and was not taken yet. */
  get untaken(): string {
    return this.#received;
  }

  /** Waits until the broker has done all that was sent before: nothing but the receipt may come. */
  async settled(): Promise<void> {
    this.frame('SEND', { destination: '/topic/nobody', receipt: 'settled' });
    const frame = await this.next();
    if (frame.headers['receipt-id'] !== 'settled') {
      throw new Error(`Unexpected ${JSON.stringify(frame)}`);
    }
  }

  async beat(): Promise<void> {
    await this.#until(() => this.#received.startsWith('\n'), 'a heart-beat');
    this.#received = this.#received.replace(/^\n+/, '');
  }

  /** The broker has closed this connection. */
  async closed(): Promise<void> {
    await within(this.#closed, 'the end of the connection');
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Has no more to say, but listens. */
  end(): void {
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  async #until(condition: () => boolean, what: string): Promise<void> {
    while (!condition()) {
      if (this.#socket.destroyed) {
        throw new Error(`The connection was closed, waited for ${what}`);
      }
      await within(new Promise<void>((resolve) => (this.#wake = resolve)), what);
    }
  }
}

async function within(promise: Promise<unknown>, what: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited ${limitMs} ms for ${what}`)), limitMs);
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

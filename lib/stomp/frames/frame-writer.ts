import type { Socket } from 'node:net';

export type Headers = Record<string, string | undefined>;

/** Which characters a header must not have as they are. CONNECT, before a version is agreed on, has no escapes. */
const escapes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '1.1': { '\\': '\\\\', '\n': '\\n', ':': '\\c' },
  '1.2': { '\\': '\\\\', '\n': '\\n', ':': '\\c', '\r': '\\r' },
};

const end = Buffer.from('\0\n');

/** What stompit does with a frame that goes out. */
export interface OutgoingFrame {
  on(event: 'error', listener: (error: Error) => void): this;
  end(body?: Buffer): void;
}

/**
 * Writes a frame as a whole. In its place, stompit's own writer hands over headers, body and end one by one, which
 * takes three system calls and most of the time that sending takes.
 */
export class FrameWriter {
  #escapes = escapes['1.0'];
  #hasFinished = false;

  constructor(private readonly socket: Socket) {}

  setVersion(version: string): void {
    this.#escapes = escapes[version];
  }

  frame(command: string, headers: Headers): OutgoingFrame {
    const head = `${command}\n${this.#headerLines(headers)}\n`;
    const frame: OutgoingFrame = {
      // What goes wrong with the socket is told by the socket.
      on: () => frame,
      end: (body) => {
        this.socket.write(body ? Buffer.concat([Buffer.from(head), body, end]) : `${head}\0\n`);
      },
    };
    return frame;
  }

  heartbeat(): void {
    this.socket.write('\n');
  }

  finish(): void {
    this.#hasFinished = true;
  }

  hasFinished(): boolean {
    return this.#hasFinished;
  }

  #headerLines(headers: Headers): string {
    let lines = '';
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) {
        lines += `${this.#escape(name)}:${this.#escape(value)}\n`;
      }
    }
    return lines;
  }

  #escape(text: string): string {
    const escaped = this.#escapes;
    return escaped ? text.replace(/[\\\n\r:]/g, (character) => escaped[character] ?? character) : text;
  }
}

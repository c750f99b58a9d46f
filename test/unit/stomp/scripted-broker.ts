import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { until } from './support';

export interface Frame {
  command: string;
  /** As on the wire, with escapes. */
  headers: Record<string, string>;
  body: Buffer;
  /** Everything up to the NUL. */
  raw: string;
}

export type Answer = (peer: Peer, frame: Frame) => void;

/** One connection of a client, seen from the broker. */
export class Peer {
  readonly frames: Frame[] = [];
  heartbeats = 0;
  ended = false;
  #unread = Buffer.alloc(0);

  constructor(
    readonly socket: Socket,
    private readonly onFrame: (frame: Frame) => void,
  ) {
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.ended = true));
  }

  write(text: string | Buffer): void {
    this.socket.write(text);
  }

  /** Sends the bytes one by one, each in its own packet. */
  async trickle(text: string | Buffer): Promise<void> {
    for (const byte of Buffer.from(text)) {
      this.socket.write(Buffer.of(byte));
      await new Promise(setImmediate);
    }
  }

  receipt(frame: Frame): void {
    this.write(`RECEIPT\nreceipt-id:${frame.headers['receipt']}\n\n\0\n`);
  }

  error(message: string, frame?: Frame): void {
    const receiptId = frame ? `receipt-id:${frame.headers['receipt']}\n` : '';
    this.write(`ERROR\n${receiptId}message:${message}\n\nThe body of the ERROR\0\n`);
  }

  drop(): void {
    this.socket.resetAndDestroy();
  }

  #read(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    for (;;) {
      while (this.#unread[0] === 0x0a) {
        this.heartbeats += 1;
        this.#unread = this.#unread.subarray(1);
      }
      const end = this.#unread.indexOf(0);
      if (end === -1) {
        return;
      }
      const frame = parse(this.#unread.subarray(0, end));
      // The line break behind a frame is none of the heart-beats.
      this.#unread = this.#unread.subarray(this.#unread[end + 1] === 0x0a ? end + 2 : end + 1);
      this.frames.push(frame);
      this.onFrame(frame);
    }
  }
}

function parse(raw: Buffer): Frame {
  const headersEnd = raw.indexOf('\n\n');
  const [command = '', ...lines] = raw.toString('utf8', 0, headersEnd).split('\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(/:(.*)/s, 2)));
  return { command, headers, body: raw.subarray(headersEnd + 2), raw: raw.toString('utf8') };
}

export const connected = 'CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0\n';

const polite: Record<string, Answer> = {
  CONNECT: (peer) => peer.write(connected),
};

const confirm: Answer = (peer, frame) => {
  if (frame.headers['receipt']) {
    peer.receipt(frame);
  }
};

/** A broker that answers each command as the test says, and politely where the test says nothing. */
export class ScriptedBroker {
  readonly peers: Peer[] = [];
  answers: Record<string, Answer>;
  readonly #server: Server;

  private constructor(answers: Record<string, Answer>, tls?: TlsOptions) {
    this.answers = answers;
    const accept = (socket: Socket) => this.#accept(socket);
    this.#server = tls ? createTlsServer(tls, accept) : createServer({ noDelay: true }, accept);
    this.#server.on('tlsClientError', () => undefined);
  }

  static async start(
    answers: Record<string, Answer> = {},
    { tls, port = 0 }: { tls?: TlsOptions; port?: number } = {},
  ): Promise<ScriptedBroker> {
    const broker = new ScriptedBroker(answers, tls);
    broker.#server.listen(port, '127.0.0.1');
    await once(broker.#server, 'listening');
    return broker;
  }

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  get name(): string {
    return `127.0.0.1:${this.address.port}`;
  }

  get peer(): Peer {
    const peer = this.peers.at(-1);
    if (!peer) {
      throw new Error('nobody has connected yet');
    }
    return peer;
  }

  frames(command: string): Frame[] {
    return this.peers.flatMap((peer) => peer.frames).filter((frame) => frame.command === command);
  }

  /** Waits for the nth frame of this command, counted from 1 over all connections. */
  async frame(command: string, nth = 1): Promise<Frame> {
    await until(() => this.frames(command).length >= nth, `${command} number ${nth}`);
    return this.frames(command)[nth - 1] as Frame;
  }

  async close(): Promise<void> {
    for (const peer of this.peers) {
      peer.socket.destroy();
    }
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(socket: Socket): void {
    const peer = new Peer(socket, (frame) => {
      const answer = this.answers[frame.command] ?? polite[frame.command] ?? confirm;
      answer(peer, frame);
    });
    this.peers.push(peer);
    this.answers['accept']?.(peer, { command: 'accept', headers: {}, body: Buffer.alloc(0), raw: '' });
  }
}

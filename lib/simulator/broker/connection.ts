import type { Socket } from 'node:net';
import type { Destinations } from './destinations';
import { Refusal } from './errors';
import { formatFrame, FrameReader, type Frame, type Header } from './frames';
import { agree, type Login } from './handshake';
import { HeartBeat } from './heart-beat';
import { Session, type Client } from './session';
import type { StompVersion } from './versions';

const CONNECT_WITHIN_MS = 30_000;
const BEAT = Buffer.from('\n');
const LINGER_MS = 1000;
const MOST_UNREAD_BYTES = 8 * 1024 * 1024;

/** What a broker tells its connections. */
export interface House {
  login: Login;
  destinations: Destinations;
}

/** One client's socket: frames in and out, heart-beats, errors, the end. */
export class Connection implements Client {
  readonly #id: string;
  readonly #socket: Socket;
  readonly #house: House;
  readonly #reader = new FrameReader();
  readonly #heartBeat: HeartBeat;
  #session: Session | undefined;
  #over = false;

  constructor(id: string, socket: Socket, house: House) {
    this.#id = id;
    this.#socket = socket;
    this.#house = house;
    this.#heartBeat = new HeartBeat(
      () => this.#write(BEAT),
      () => this.fail('Nothing was heard from the client for too long'),
    );
    this.#heartBeat.start({ incomingMs: CONNECT_WITHIN_MS / 2, outgoingMs: 0 });
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('drain', () => this.#session?.resume());
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => this.#leave());
  }

  get version(): StompVersion {
    return this.#reader.version;
  }

  get ready(): boolean {
    return !this.#over && this.#socket.writable && !this.#socket.writableNeedDrain;
  }

  send(command: string, headers: readonly Header[], body?: Buffer): void {
    this.#write(formatFrame(this.version, command, headers, body));
  }

  fail(reason: string, receipt?: string): void {
    this.#sendError(reason, receipt);
    this.end();
  }

  end(): void {
    if (this.#over) return;
    this.#leave();
    this.#socket.end();
    const force = setTimeout(() => this.#socket.destroy(), LINGER_MS);
    this.#socket.once('close', () => clearTimeout(force));
  }

  drop(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    if (this.#over) return;
    this.#heartBeat.heard();
    try {
      for (const frame of this.#reader.read(chunk)) {
        this.#handle(frame);
        if (this.#over) return;
      }
    } catch (error) {
      this.fail(messageOf(error));
    }
  }

  #handle(frame: Frame): void {
    try {
      if (this.#session === undefined) this.#connect(frame);
      else this.#session.handle(frame);
    } catch (error) {
      const receipt = frame.headers.get('receipt');
      if (error instanceof Refusal) this.#sendError(error.message, receipt);
      else this.fail(messageOf(error), receipt);
    }
  }

  #connect(frame: Frame): void {
    const { version, heartBeat } = agree(frame, this.#house.login);
    this.send('CONNECTED', [
      ['version', version],
      ['server', 'gc-simulator'],
      ['session', this.#id],
      ['heart-beat', `${heartBeat.outgoingMs},${heartBeat.incomingMs}`],
    ]);
    this.#reader.version = version;
    this.#heartBeat.start(heartBeat);
    this.#session = new Session(this.#id, this, this.#house.destinations);
  }

  #sendError(message: string, receipt: string | undefined): void {
    const headers: Header[] = [
      ['content-type', 'text/plain'],
      ['message', message],
    ];
    if (receipt !== undefined) headers.push(['receipt-id', receipt]);
    this.send('ERROR', headers, Buffer.from(`${message}\n`));
  }

  #write(bytes: Buffer): void {
    if (this.#over || !this.#socket.writable) return;
    this.#socket.write(bytes);
    if (this.#socket.writableLength > MOST_UNREAD_BYTES) this.drop();
  }

  #leave(): void {
    if (this.#over) return;
    this.#over = true;
    this.#heartBeat.stop();
    this.#session?.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

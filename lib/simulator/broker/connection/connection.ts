import type { Socket } from 'node:net';
import type { Destinations } from '../destinations/destinations';
import { RefusedFrame } from '../errors';
import { noFaults, type BrokerFaults } from '../faults';
import type { Frame, Header } from '../frames/frame';
import { FrameReader } from '../frames/frame-reader';
import { formatFrame, headerLines, lineEnd } from '../frames/frame-writer';
import type { StompVersion } from '../frames/versions';
import { agree, type Admission } from './handshake';
import { HeartBeat, type Intervals } from './heart-beat';
import { SocketWriter } from './socket-writer';
import { ClientSession, type ClientConnection } from './client-session';

const connectWithinMs = 30_000;

/** What a broker tells its connections. */
export interface BrokerContext extends Admission {
  destinations: Destinations;
}

/** One client's socket: frames in and out, heart-beats, errors, the end. */
export class Connection implements ClientConnection {
  readonly #id: string;
  readonly #socket: Socket;
  readonly #context: BrokerContext;
  readonly #reader = new FrameReader();
  readonly #outgoing: SocketWriter;
  readonly #heartBeat: HeartBeat;
  readonly #holds = new Set<keyof BrokerFaults>();
  #intervals: Intervals = { incomingMs: connectWithinMs / 2, outgoingMs: 0 };
  #session: ClientSession | undefined;
  #spared = false;
  #over = false;

  constructor(id: string, socket: Socket, context: BrokerContext) {
    this.#id = id;
    this.#socket = socket;
    this.#context = context;
    this.#outgoing = new SocketWriter(
      socket,
      () => this.#faults.delayMs,
      () => this.#session?.resume(),
    );
    this.#heartBeat = new HeartBeat(
      () => this.#outgoing.add([lineEnd]),
      () => this.fail('Nothing was heard from the client for too long'),
    );
    this.#heartBeat.start(this.#intervals);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', () => this.#leave());
  }

  get version(): StompVersion {
    return this.#reader.version;
  }

  get ready(): boolean {
    return !this.#over && this.#outgoing.ready;
  }

  /** Whether faults leave it alone. */
  get spared(): boolean {
    return this.#spared;
  }

  get active(): boolean {
    return this.#session?.active ?? false;
  }

  send(command: string, lines: string, body?: Buffer): void {
    if (this.#over || (command === 'RECEIPT' && this.#faults.noReceipts)) {
      return;
    }
    this.#outgoing.add(formatFrame(command, lines, body));
  }

  fail(reason: string, receipt?: string): void {
    this.#sendError(reason, receipt);
    this.end();
  }

  end(): void {
    if (this.#over) {
      return;
    }
    this.#leave();
    this.#outgoing.end();
  }

  drop(): void {
    this.#socket.destroy();
  }

  /** Neither reads nor writes as long as there is a fault that wants it so. */
  hold(fault: keyof BrokerFaults, on: boolean): void {
    const before = this.#holds.size > 0;
    if (on) {
      this.#holds.add(fault);
    } else {
      this.#holds.delete(fault);
    }
    const after = this.#holds.size > 0;
    if (after && !before) {
      this.#freeze();
    }
    if (before && !after) {
      this.#thaw();
    }
  }

  #freeze(): void {
    this.#socket.pause();
    this.#outgoing.hold();
    this.#heartBeat.stop();
  }

  #thaw(): void {
    if (!this.#over) {
      this.#heartBeat.start(this.#intervals);
    }
    this.#outgoing.release();
    this.#socket.resume();
  }

  #receive(chunk: Buffer): void {
    if (this.#over) {
      return;
    }
    this.#heartBeat.heard();
    try {
      for (const frame of this.#reader.read(chunk)) {
        this.#handle(frame);
        if (this.#over) {
          return;
        }
      }
    } catch (error) {
      this.fail(messageOf(error));
    }
  }

  #handle(frame: Frame): void {
    try {
      if (this.#session === undefined) {
        this.#connect(frame);
      } else {
        this.#session.handle(frame);
      }
    } catch (error) {
      const receipt = frame.headers.get('receipt');
      if (error instanceof RefusedFrame) {
        this.#sendError(error.message, receipt);
      } else {
        this.fail(messageOf(error), receipt);
      }
    }
  }

  #connect(frame: Frame): void {
    const { version, heartBeat, spared } = agree(frame, this.#context);
    this.#spared = spared;
    const headers: Header[] = [
      ['version', version],
      ['server', 'gc-simulator'],
      ['session', this.#id],
      ['heart-beat', `${heartBeat.outgoingMs},${heartBeat.incomingMs}`],
    ];
    this.send('CONNECTED', headerLines(this.version, headers));
    this.#reader.version = version;
    this.#intervals = heartBeat;
    this.#heartBeat.start(heartBeat);
    this.#session = new ClientSession(this.#id, this, this.#context.destinations);
  }

  #sendError(message: string, receipt: string | undefined): void {
    const headers: Header[] = [
      ['content-type', 'text/plain'],
      ['message', message],
    ];
    if (receipt !== undefined) {
      headers.push(['receipt-id', receipt]);
    }
    this.send('ERROR', headerLines(this.version, headers), Buffer.from(`${message}\n`));
  }

  get #faults(): Readonly<BrokerFaults> {
    return this.#spared ? noFaults : this.#context.faults;
  }

  #leave(): void {
    if (this.#over) {
      return;
    }
    this.#over = true;
    this.#heartBeat.stop();
    this.#session?.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

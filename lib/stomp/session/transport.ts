import type { Socket } from 'node:net';
import { escapeLogin, readsPlainUtf8 } from '../brokers/broker-dialect';
import { brokerName } from '../brokers/broker-url';
import type { StompError } from '../errors';
import * as failures from '../failures';
import type { Frame } from '../frames/frame';
import { FrameReader, type FrameLimits } from '../frames/frame-reader';
import { FrameWriter, type Headers } from '../frames/frame-writer';
import { encodeModifiedUtf8 } from '../frames/modified-utf8';
import { hardenParser } from '../frames/parser-patch';
import { say } from '../phrases';
import { openSocket, watchSilence } from './socket';
import { Client, type StompitClient } from '../frames/stompit';
import type { BrokerAddress, StompOptions } from '../types';

hardenParser();

const keepAliveMs = 15_000;

/** Of what the broker says until the login is accepted. */
const loginLimits = { maxLineLength: 10_000, maxHeaders: 100 };

const [kilobyte, megabyte] = [1024, 1024 * 1024];

/** A JMS sender can set any property, and each becomes a header. ActiveMQ takes no more than 100 MB by default. */
export const frameLimits: FrameLimits = {
  maxHeadBytes: 64 * kilobyte,
  maxHeaders: 1000,
  maxBodyBytes: 16 * megabyte,
  maxSkippedHeadBytes: megabyte,
  maxSkippedBodyBytes: 128 * megabyte,
};

/** What timers can do. A broker may promise, or ask for, a heart-beat in a thousand years. */
const longestHeartbeatMs = 24 * 60 * 60 * 1000;

export type TransportSettings = Required<Pick<StompOptions, 'heartbeatMs' | 'connectTimeoutMs'>> &
  Pick<StompOptions, 'user' | 'password'> & {
    /** Backslashes in user and password are sent as they are. */
    isLoginLiteral: boolean;
  };

export interface TransportEvents {
  /** The broker has accepted the login. */
  onOpen(): void;
  onFrame: Record<'MESSAGE' | 'RECEIPT' | 'ERROR', (frame: Frame) => void>;
  /** Called once, whoever ended it. */
  onEnd(reason: StompError): void;
}

/** A logged-in way to exchange frames with one broker: socket, handshake with one deadline, heart-beats. */
export class Transport {
  readonly broker: string;
  /** Settles when the socket is gone. */
  readonly closed: Promise<void>;
  /** Really private: it holds the login. */
  readonly #settings: TransportSettings;
  readonly #socket: Socket;
  readonly #client: StompitClient;
  readonly #writer: FrameWriter;
  readonly #deadline: NodeJS.Timeout;
  readonly #reader = new FrameReader(frameLimits, (frame) => this.#onFrame(frame));
  #phase: failures.Phase | 'open' | 'over' = 'tcp';
  #readsPlainUtf8 = false;
  #stopWatching: (() => void) | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  /** @throws {Error} if the address or the login cannot be used at all */
  constructor(
    address: BrokerAddress,
    settings: TransportSettings,
    private readonly events: TransportEvents,
  ) {
    this.broker = brokerName(address);
    this.#settings = settings;
    // CONNECT is the one frame without escapes.
    if (/[\r\n\0]/.test(`${settings.user}${settings.password}`)) {
      throw failures.unusableLogin(this.broker);
    }
    this.#socket = openSocket(address);
    this.closed = new Promise((resolve) => this.#socket.once('close', () => resolve()));
    this.#writer = new FrameWriter(this.#socket);
    this.#client = new Client(this.#socket, { ...loginLimits, outgoingFrameStream: this.#writer });
    this.#client.on('error', (error) => this.#onClientError(error));
    this.#client.once('connect', () => this.#onConnected());
    this.#client.setUnknownCommandHandler(() => this.#onForeignFrame());
    this.#deadline = setTimeout(() => this.#onDeadline(), settings.connectTimeoutMs);
    this.#socket.once('connect', () => (address.tls ? (this.#phase = 'tls') : this.#logIn()));
    this.#socket.once('secureConnect', () => this.#logIn());
  }

  get isOpen(): boolean {
    return this.#phase === 'open';
  }

  send(command: string, headers: Headers, body?: Buffer): void {
    this.#client.sendFrame(command, headers).end(body);
  }

  /** The bytes of a text, as this broker hands them to a JMS receiver unharmed. */
  encode(text: string): Buffer {
    return this.#readsPlainUtf8 ? Buffer.from(text) : encodeModifiedUtf8(text);
  }

  /** What the broker says in an ERROR frame, without user and password. */
  quote(headers: Headers): string {
    const { user = '', password = '' } = this.#settings;
    const asWritten = (text: string) => [text, escapeLogin(text)];
    return failures.quote(headers['message'] ?? 'no reason given', asWritten(user), asWritten(password));
  }

  end(reason: StompError): void {
    if (this.#phase === 'over') {
      return;
    }
    this.#phase = 'over';
    clearTimeout(this.#deadline);
    clearInterval(this.#heartbeat);
    this.#stopWatching?.();
    this.#reader.stop();
    this.#client.destroy();
    this.events.onEnd(reason);
  }

  #logIn(): void {
    const { heartbeatMs, user, password, isLoginLiteral } = this.#settings;
    const write = (text?: string) => (isLoginLiteral ? text : text && escapeLogin(text));
    this.#phase = 'stomp';
    this.#socket.setNoDelay(true);
    this.#socket.setKeepAlive(true, keepAliveMs);
    this.#client.connect({
      'accept-version': '1.1,1.2',
      host: '/',
      'heart-beat': `${heartbeatMs},${heartbeatMs}`,
      login: write(user),
      passcode: write(password),
    });
    this.#socket.once('data', (first) => this.#checkProtocol(first));
    // stompit may take three heart-beats to notice silence, and gives any number of the broker to its timers.
    this.#client.setHeartbeat([0, 0]);
    this.#client.setCommandHandler('ERROR', (frame) =>
      this.end(failures.loginFailure(this.broker, this.quote(frame.headers))),
    );
  }

  /** Another server may greet us and then wait, like us, so that only the time limit would end it. */
  #checkProtocol(first: Buffer): void {
    const text = first.toString('latin1');
    const isStomp = ['CONNECTED', 'ERROR'].some((word) => text.startsWith(word) || word.startsWith(text));
    if (!isStomp) {
      this.end(failures.foreignProtocol(this.broker));
    }
  }

  #onConnected(): void {
    const { version, server, 'heart-beat': heartbeat } = this.#client.headers;
    if (version !== '1.1' && version !== '1.2') {
      this.end(failures.oldProtocol(this.broker));
      return;
    }
    this.#phase = 'open';
    this.#readsPlainUtf8 = readsPlainUtf8(server);
    clearTimeout(this.#deadline);
    this.#readFrames();
    const { promisedMs, wantedMs } = readHeartbeat(heartbeat);
    this.#watch(promisedMs);
    this.#keepAlive(wantedMs);
    this.events.onOpen();
  }

  /** From here on stompit, which has read the answer to the login, does not get to see what comes. */
  #readFrames(): void {
    this.#client.setCommandHandlers({});
    this.#socket.unpipe();
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#socket.once('end', () => this.end(failures.connectionLost(this.broker, say('brokerClosedIt'))));
    this.#socket.resume();
  }

  #read(chunk: Buffer): void {
    try {
      this.#reader.read(chunk);
    } catch (error) {
      this.end(failures.connectionLost(this.broker, failures.describe(error as Error)));
    }
  }

  #onFrame(frame: Frame): void {
    const { onFrame } = this.events;
    if (Object.hasOwn(onFrame, frame.command)) {
      onFrame[frame.command as keyof typeof onFrame](frame);
    } else {
      this.#onForeignFrame();
    }
  }

  #watch(promisedMs: number): void {
    if (promisedMs === 0 || this.#settings.heartbeatMs === 0) {
      return;
    }
    const intervalMs = Math.max(promisedMs, this.#settings.heartbeatMs);
    // After a frame, ActiveMQ leaves out the next heart-beat: two intervals of silence are in order.
    const limitMs = 2 * intervalMs + Math.max(1000, intervalMs / 4);
    const reason = failures.connectionLost(this.broker, say('wasSilent', { seconds: limitMs / 1000 }));
    this.#stopWatching = watchSilence(this.#socket, limitMs, () => this.end(reason));
  }

  #keepAlive(wantedMs: number): void {
    const { heartbeatMs } = this.#settings;
    if (wantedMs === 0 || heartbeatMs === 0) {
      return;
    }
    // A third earlier than promised: ActiveMQ drops a client that is a little late.
    const intervalMs = Math.max(wantedMs, heartbeatMs) - heartbeatMs / 3;
    this.#heartbeat = setInterval(() => this.#writer.heartbeat(), intervalMs);
  }

  #onDeadline(): void {
    if (this.#phase === 'open' || this.#phase === 'over') {
      return;
    }
    this.end(failures.connectTimeout(this.broker, this.#phase, this.#settings.connectTimeoutMs));
  }

  #onClientError(error: NodeJS.ErrnoException): void {
    if (this.#phase === 'over') {
      return;
    }
    if (this.#phase === 'open') {
      this.end(failures.connectionLost(this.broker, failures.describe(error)));
    } else {
      this.end(failures.connectFailure(this.broker, this.#phase, error));
    }
  }

  #onForeignFrame(): void {
    const reason = this.isOpen
      ? failures.connectionLost(this.broker, say('unknownFrame'))
      : failures.foreignProtocol(this.broker);
    this.end(reason);
  }
}

/** The broker's own heart-beats, and those it wants from us, both in milliseconds; 0 for none, and for nonsense. */
function readHeartbeat(header = '0,0'): { promisedMs: number; wantedMs: number } {
  const [promisedMs, wantedMs] = header.split(',', 2).map((text) => boundedMs(text.trim()));
  return { promisedMs: promisedMs ?? 0, wantedMs: wantedMs ?? 0 };
}

function boundedMs(text: string): number {
  return /^\d+$/.test(text) ? Math.min(Number(text), longestHeartbeatMs) : 0;
}

import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { FrameWriter, Headers, OutgoingFrame } from './frame-writer';

/** The part of stompit 1.0.0 that is safe to use. Its published types describe another version. */
export interface StompitClient extends EventEmitter<{
  connect: [];
  end: [];
  error: [NodeJS.ErrnoException];
}> {
  /** The headers of the CONNECTED frame. */
  readonly headers: Headers;
  connect(headers: Headers): void;
  sendFrame(command: string, headers: Headers): OutgoingFrame;
  setHeartbeat(milliseconds: [send: number, expect: number]): void;
  setCommandHandler(command: string, handler: FrameHandler): void;
  setCommandHandlers(handlers: Record<string, FrameHandler>): void;
  setUnknownCommandHandler(handler: FrameHandler): void;
  destroy(): void;
}

/** The body must be read or drained: the next frame waits for it. A `content-length` is a number at run time. */
export interface IncomingFrame extends Readable {
  readonly command: string;
  readonly headers: Readonly<Headers>;
}

export type FrameHandler = (frame: IncomingFrame) => void;

interface ClientOptions {
  maxLineLength: number;
  maxHeaders: number;
  heartbeatOutputMargin?: number;
  /** Default: stompit's own. */
  outgoingFrameStream?: FrameWriter;
}

type ClientConstructor = new (socket: Socket, options: ClientOptions) => StompitClient;

const load = createRequire(__filename);

/**
 * Taken from their files: stompit's main file also loads its failover URIs, and with them a version of qs that has
 * CVE-2025-15284.
 */
export const Client = load('stompit/lib/Client') as ClientConstructor;
export const IncomingFrameStream = load('stompit/lib/IncomingFrameStream') as { prototype: object };
export const { version } = load('stompit/package.json') as { version: string };

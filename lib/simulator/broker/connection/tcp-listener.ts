import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { limits } from '../limits';

const HOST = '127.0.0.1';

/** A port on loopback that can be closed, and opened again. */
export class TcpListener {
  readonly #server = createServer({ noDelay: true });
  readonly #sockets = new Set<Socket>();
  #port: number;
  #lastStep: Promise<void> = Promise.resolve();

  /** port: 0 takes any free one, and keeps it. */
  constructor(port: number, onSocket: (socket: Socket) => void) {
    this.#port = port;
    this.#server.maxConnections = limits.connections;
    this.#server.on('error', () => undefined); // one client could not be accepted
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      onSocket(socket);
    });
  }

  get port(): number {
    return this.#port;
  }

  get isOpen(): boolean {
    return this.#server.listening;
  }

  /** Rejects if the port cannot be had. */
  open(): Promise<void> {
    return this.#next(async () => {
      if (this.#server.listening) {
        return;
      }
      this.#server.listen(this.#port, HOST);
      try {
        await once(this.#server, 'listening');
      } catch (cause) {
        throw new Error(cannotListen(this.#port, cause), { cause });
      }
      this.#port = (this.#server.address() as AddressInfo).port;
    });
  }

  /** Frees the port and cuts all sockets; settles when both is done. */
  close(): Promise<void> {
    return this.#next(async () => {
      if (!this.#server.listening) {
        return;
      }
      const closed = once(this.#server, 'close');
      this.#server.close();
      this.cut();
      await closed;
    });
  }

  cut(): void {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#lastStep = this.#lastStep.catch(() => undefined).then(step);
    return this.#lastStep;
  }
}

function cannotListen(port: number, cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `The simulator's broker cannot listen on ${HOST}:${port} (${reason}). Choose another port, or 0 for any free one.`;
}

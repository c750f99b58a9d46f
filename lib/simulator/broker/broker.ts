import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { Connection } from './connection';
import { Destinations } from './destinations';

const HOST = '127.0.0.1';
const MOST_CONNECTIONS = 1000;

export interface BrokerOptions {
  /** TCP port on 127.0.0.1; 0, the default, takes any free one. */
  port?: number | undefined;
  /** With a user, clients must log in with it and the password. */
  user?: string | undefined;
  password?: string | undefined;
}

/** A STOMP 1.0-1.2 broker in this process, on loopback only, that behaves towards its clients as ActiveMQ does. */
export class Broker {
  readonly port: number;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();

  constructor(server: Server, { user, password }: BrokerOptions) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    const house = { login: { user, password }, destinations: new Destinations() };
    const id = `ID:gc-simulator-${this.port}-${Date.now()}`;
    let accepted = 0;
    server.on('connection', (socket) => {
      accepted += 1;
      const connection = new Connection(`${id}-${accepted}`, socket, house);
      this.#connections.add(connection);
      socket.once('close', () => this.#connections.delete(connection));
    });
  }

  /** How many clients are connected. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Cuts all connections; clients may come back at once. */
  dropConnections(): void {
    for (const connection of this.#connections) connection.drop();
  }

  /** Cuts all connections and frees the port; settles when both is done. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.dropConnections();
    await closed;
  }
}

/** Rejects if the port cannot be had. */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const server = createServer({ noDelay: true });
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(options.port ?? 0, HOST);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Error(cannotListen(options.port ?? 0, cause), { cause });
  }
  server.on('error', () => undefined); // one client could not be accepted
  return new Broker(server, options);
}

function cannotListen(port: number, cause: unknown): string {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `The simulator's broker cannot listen on ${HOST}:${port} (${reason}). Choose another port, or 0 for any free one.`;
}

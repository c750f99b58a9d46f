import type { Socket } from 'node:net';
import { Connection, type BrokerContext } from './connection/connection';
import type { Login } from './connection/handshake';
import { TcpListener } from './connection/tcp-listener';
import { Destinations } from './destinations/destinations';
import { noFaults, type BrokerFaults } from './faults';

export interface BrokerOptions {
  /** TCP port on 127.0.0.1; 0, the default, takes any free one. */
  port?: number | undefined;
  /** With a user, clients must log in with it and the password. */
  user?: string | undefined;
  password?: string | undefined;
  /** Whoever logs in with this is always let in, and once it is in no fault but `gone` touches it. */
  spared?: Login | undefined;
}

/**
 * A STOMP 1.0-1.2 broker in this process, on loopback only, that behaves towards its clients as ActiveMQ does.
 *
 * It has queues, topics, virtual topics with their consumer queues (`Consumer.<name>.VirtualTopic.<name>`), the three
 * ack modes, redelivery, a dead letter queue for NACK, selectors on JMSType, `activemq.prefetchSize`,
 * `activemq.exclusive`, `expires`, receipts, and heart-beats both ways. It refuses transactions, wildcards and
 * temporary destinations, and knows no durable subscriptions. Everything is kept in memory, within `limits`.
 *
 * A frame that cannot be done is refused: ERROR, with its receipt-id, and the connection goes on. Where a client does
 * not speak STOMP, or may not come in, the ERROR is followed by the end of its connection.
 */
export class Broker {
  readonly #listener: TcpListener;
  readonly #context: BrokerContext;
  readonly #faults: BrokerFaults = { ...noFaults };
  readonly #connections = new Set<Connection>();
  readonly #startedAt = Date.now();
  #accepted = 0;
  #closed = false;

  constructor({ port = 0, user, password, spared }: BrokerOptions) {
    this.#listener = new TcpListener(port, (socket) => this.#welcome(socket));
    this.#context = {
      login: { user, password },
      spared,
      destinations: new Destinations(),
      faults: this.#faults,
    };
  }

  get port(): number {
    return this.#listener.port;
  }

  /** How many clients are connected. */
  get connections(): number {
    return this.#connections.size;
  }

  get faults(): Readonly<BrokerFaults> {
    return { ...this.#faults, gone: !this.#listener.isOpen };
  }

  /**
   * Begins and ends faults; those not named stay as they are. It is done when this returns, only `gone` takes until
   * it settles. Rejects if another process has taken the port meanwhile: the broker is still gone then.
   *
   * @example
   * await broker.setFaults({ halfOpen: true, delayMs: 200 });
   * await broker.setFaults(noFaults);
   */
  async setFaults(change: Partial<BrokerFaults>): Promise<void> {
    if (this.#closed) {
      return;
    }
    Object.assign(this.#faults, change);
    const { halfOpen, hangingAtConnect, flapping, gone } = change;
    for (const connection of this.#connections) {
      if (connection.spared) {
        continue;
      }
      if (halfOpen !== undefined) {
        connection.hold('halfOpen', halfOpen);
      }
      if (hangingAtConnect === false) {
        connection.hold('hangingAtConnect', false);
      }
      if (flapping === true) {
        connection.drop();
      }
    }
    if (gone !== undefined) {
      await (gone ? this.#listener.close() : this.#listener.open());
    }
  }

  /** Cuts all connections; clients may come back at once. */
  dropConnections(): void {
    this.#listener.cut();
  }

  /** Cuts those that get the messages of a queue alone; they may come back at once, behind those that stand by. */
  dropActive(): void {
    for (const connection of this.#connections) {
      if (connection.active) {
        connection.drop();
      }
    }
  }

  /** Cuts all connections and frees the port for good; settles when both is done. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#listener.close();
  }

  #welcome(socket: Socket): void {
    if (this.#faults.flapping) {
      socket.destroy();
      return;
    }
    this.#accepted += 1;
    const id = `ID:gc-simulator-${this.port}-${this.#startedAt}-${this.#accepted}`;
    const connection = new Connection(id, socket, this.#context);
    this.#connections.add(connection);
    socket.once('close', () => this.#connections.delete(connection));
    if (this.#faults.hangingAtConnect) {
      connection.hold('hangingAtConnect', true);
    }
  }
}

/** Rejects if the port cannot be had. */
export async function startBroker(options: BrokerOptions = {}): Promise<Broker> {
  const broker = new Broker(options);
  await broker.setFaults({ gone: false });
  return broker;
}

import type { Node, NodeAPI } from 'node-red';
import { GcClient, type AgentLogin, type GcClientOptions, type Health, type Receipt } from '../client';
import { GcError, type GcEvent } from '../protocol';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator';
import { HealthLog } from './health-log';
import { statuses, statusOf } from './status';

/** How a gc-connection node reaches GC. */
export type ConnectionPlan =
  | { readonly mode: 'gc'; readonly client: GcClientOptions }
  | {
      readonly mode: 'simulator';
      readonly client: Omit<GcClientOptions, 'brokers' | 'passwordEncryption'>;
      readonly simulator: SimulatorOptions;
    };

export type EventListener = (event: GcEvent, receipt: Receipt) => void;

/** The config node as the runtime sees it: `users` must be a plain object of the nodes that use it. */
export interface ConnectionNode extends Node {
  users: Record<string, Node>;
  shared: SharedConnection;
}

/** How long the connection outlives its last user: a deploy takes nodes away and brings them back. */
const lingerMs = 1000;

/** The client (and simulator) behind a gc-connection node: opened by its first user, closed after the last. */
export class SharedConnection {
  readonly #listeners = new Map<Node, EventListener>();
  readonly #log: HealthLog;
  #session: Promise<Session> | undefined;
  #health: Health | undefined;
  #linger: NodeJS.Timeout | undefined;

  constructor(
    private readonly node: ConnectionNode,
    private readonly plan: ConnectionPlan | GcError,
  ) {
    this.#log = new HealthLog(node);
  }

  /** Takes a node as a user, and as a listener for events if it wants them. */
  register(user: Node, listener?: EventListener): void {
    clearTimeout(this.#linger);
    this.node.users[user.id] = user;
    if (listener !== undefined) {
      this.#listeners.set(user, listener);
    }
    this.#session ??= this.#open();
    user.status(this.#status());
  }

  deregister(user: Node): void {
    this.#listeners.delete(user);
    if (this.node.users[user.id] === user) {
      Reflect.deleteProperty(this.node.users, user.id);
    }
    if (this.#session !== undefined && Object.keys(this.node.users).length === 0) {
      this.#linger = setTimeout(() => void this.close(), lingerMs);
    }
  }

  /**
   * The client. While the first attempt to connect is under way, it is waited for, so that messages sent right
   * after a deploy find a connection.
   *
   * @throws {GcError} GC_INVALID_CONFIGURATION, GC_CLOSED
   */
  async client(): Promise<GcClient> {
    const session = await this.#opened();
    await session.firstAttempt;
    return session.client;
  }

  /** @throws {GcError} GC_NO_SIMULATOR where the connection is one to a real GC. */
  async simulator(): Promise<Simulator> {
    const { simulator } = await this.#opened();
    if (simulator === undefined) {
      throw new GcError('GC_NO_SIMULATOR');
    }
    return simulator;
  }

  /** How the built-in simulator's own agents log in; undefined for others and with a real GC. */
  async simulatedLogin(agentId: string): Promise<AgentLogin | undefined> {
    const { simulator } = await this.#opened();
    return simulator?.agents.find((agent) => agent.agentId === agentId);
  }

  async close(): Promise<void> {
    clearTimeout(this.#linger);
    const session = this.#session;
    this.#session = undefined;
    this.#health = undefined;
    this.#paint();
    await session?.then(
      async ({ client, simulator }) => {
        client.removeAllListeners();
        await client.close();
        await simulator?.close();
      },
      () => undefined,
    );
  }

  #opened(): Promise<Session> {
    return this.#session ?? Promise.reject(new GcError('GC_CLOSED'));
  }

  #open(): Promise<Session> {
    const session = this.#start();
    session.catch((error: unknown) => {
      this.node.error(error instanceof Error ? error.message : String(error));
      this.#paint();
    });
    return session;
  }

  async #start(): Promise<Session> {
    const { plan } = this;
    if (plan instanceof GcError) {
      throw plan;
    }
    if (plan.mode === 'gc') {
      return this.#connect(new GcClient(plan.client));
    }
    const simulator = await startSimulator(plan.simulator);
    const brokers = [{ host: '127.0.0.1', port: simulator.port }];
    return this.#connect(new GcClient({ ...plan.client, brokers }), simulator);
  }

  #connect(client: GcClient, simulator?: Simulator): Session {
    client.on('event', (event, receipt) => {
      this.#publish(event, receipt);
    });
    client.on('health', (health) => {
      this.#health = health;
      this.#log.report(health);
      this.#paint();
    });
    // What went wrong is reported as health; here only the end of the attempt counts.
    const firstAttempt = client.connect().catch(() => undefined);
    return { client, simulator, firstAttempt };
  }

  /** An error in one flow must not keep the event from the others. */
  #publish(event: GcEvent, receipt: Receipt): void {
    for (const [user, listener] of this.#listeners) {
      try {
        listener(event, receipt);
      } catch (error) {
        user.error(error instanceof Error ? error.message : String(error), {});
      }
    }
  }

  #paint(): void {
    const status = this.#status();
    for (const node of [this.node, ...Object.values(this.node.users)]) {
      node.status(status);
    }
  }

  #status() {
    if (this.plan instanceof GcError) {
      return statuses.invalid;
    }
    if (this.#session === undefined) {
      return statuses.closed;
    }
    return this.#health === undefined
      ? statuses.connecting
      : statusOf(this.#health, this.plan.mode === 'simulator');
  }
}

interface Session {
  readonly client: GcClient;
  readonly simulator?: Simulator | undefined;
  /** Settles with the first attempt to connect, whatever came of it. */
  readonly firstAttempt: Promise<void>;
}

/**
 * Makes a node a user of the gc-connection it names, until it closes. Returns undefined, with a red status and one
 * line in the log, where there is no such node: not chosen, disabled, or not deployed.
 */
export function useConnection(
  RED: NodeAPI,
  node: Node,
  id: string | undefined,
  listener?: EventListener,
): SharedConnection | undefined {
  const connection = RED.nodes.getNode(id ?? '') as Partial<ConnectionNode> | null;
  const shared = connection?.shared;
  if (shared === undefined) {
    node.status(statuses.missing);
    node.error(new GcError('GC_NO_CONNECTION').message);
    return undefined;
  }
  shared.register(node, listener);
  node.on('close', () => {
    shared.deregister(node);
  });
  return shared;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Node, NodeAPI } from 'node-red';
import {
  Backoff,
  GcClient,
  type AgentLogin,
  type AgentSnapshot,
  type DerivedEvent,
  type GcClientOptions,
  type Health,
  type Receipt,
  type Snapshot,
} from '../client';
import { GcError, thrownText, type Flavour, type GcEvent } from '../protocol';
import { readSiteFile, startSimulator, type Simulator, type SimulatorOptions } from '../simulator';
import { makeKnown, simulatorAt } from './built-in-simulators';
import { Deploys } from './deploys';
import { HealthLog } from './health-log';
import { park, unpark } from './parked-connections';
import { safely } from './safely';
import { statuses, statusOf } from './status';
import { Subscribers, type Interest } from './subscribers';
import { usedKeysOf } from './used-keys';

/** How a gc-connection node reaches GC. */
export type ConnectionPlan = { readonly mode: 'gc'; readonly client: GcClientOptions } | SimulatorPlan;

interface SimulatorPlan {
  readonly mode: 'simulator';
  readonly client: Omit<GcClientOptions, 'brokers' | 'passwordEncryption'>;
  readonly simulator: SimulatorOptions;
  /** A site file on this machine; absent, the simulator has its own site. */
  readonly siteFile?: string | undefined;
}

/** An event of GC, or one that the client concludes from those. */
export type AnyEvent = GcEvent | DerivedEvent;

/** What a node wants to be told. */
export interface Listener {
  readonly interest: Interest;
  onEvent(event: AnyEvent, receipt: Receipt): void;
  onHealth(health: Health): void;
}

/** Somebody who looks on, and is no node that uses the connection. */
export interface Watcher {
  /** As it is known. */
  onEvent(event: AnyEvent): void;
  /** The health is another one. */
  onHealth(): void;
}

/** Told of an event, and of the agents in it. */
type Follow = (event: AnyEvent, agents: readonly string[]) => void;

/** Somebody who is told, and the node to which an error of theirs belongs. */
interface Told<Tell> {
  readonly user: Node;
  readonly tell: Tell;
}

/** The config node as the runtime sees it: `users` must be a plain object of the nodes that use it. */
export interface ConnectionNode extends Node {
  users: Record<string, Node>;
  shared: SharedConnection;
}

/** Between attempts to start a simulator on a port that somebody else has. */
const portPauses = { minMs: 1000, maxMs: 30_000 };

function isPortTaken(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return cause?.code === 'EADDRINUSE';
}

/** How long the connection outlives its last user: a deploy takes nodes away and brings them back. */
const lingerMs = 5000;

/** The client (and simulator) behind a gc-connection node: opened by its first user, closed after the last. */
export class SharedConnection {
  readonly #listeners = new Map<Node, Told<Listener> & { readonly leave: () => void }>();
  /** Who is told of events as they are delivered. */
  readonly #listening = new Subscribers<Told<Listener>>();
  /** Who is told of events as they are known. */
  readonly #following = new Subscribers<Told<Follow>>();
  readonly #watchers = new Set<Watcher>();
  readonly #log: HealthLog;
  readonly #deploys: Deploys;
  #session: Promise<Session> | undefined;
  /** Why the connection could not be opened. */
  #failure: string | undefined;
  #client: GcClient | undefined;
  #health: Health | undefined;
  #linger: NodeJS.Timeout | undefined;
  /** Until it is tried again to open the connection. */
  #retry: NodeJS.Timeout | undefined;
  readonly #pauses = new Backoff(portPauses);
  /** What begins once the connection is open after all. */
  #waiting: (() => void)[] = [];

  private constructor(
    RED: NodeAPI,
    private node: ConnectionNode,
    readonly plan: ConnectionPlan | GcError,
  ) {
    this.#log = new HealthLog(node);
    this.#deploys = Deploys.of(RED.events, this);
  }

  /** The connection of a node: the one it had before the deploy that brings it back, or a new one. */
  static of(RED: NodeAPI, node: ConnectionNode, plan: ConnectionPlan | GcError): SharedConnection {
    const kept = unpark(node.id, plan);
    if (kept === undefined) {
      return new SharedConnection(RED, node, plan);
    }
    kept.#moveTo(node);
    return kept;
  }

  /** Takes a node as a user, and as a listener if it wants to be one. */
  register(user: Node, listener?: Listener): void {
    clearTimeout(this.#linger);
    this.node.users[user.id] = user;
    if (listener !== undefined) {
      this.#listeners.get(user)?.leave();
      const told = { user, tell: listener };
      this.#listeners.set(user, { ...told, leave: this.#listening.add(listener.interest, told) });
    }
    this.#session ??= this.#open();
    user.status(this.#status());
  }

  deregister(user: Node): void {
    this.#listeners.get(user)?.leave();
    this.#listeners.delete(user);
    if (this.node.users[user.id] === user) {
      Reflect.deleteProperty(this.node.users, user.id);
    }
    if (this.#session !== undefined && Object.keys(this.node.users).length === 0) {
      this.#linger = setTimeout(() => void this.#disconnect(), lingerMs);
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

  /** How the agents of a simulator in this Node-RED log in; undefined for others and with a real GC. */
  async simulatedLogin(agentId: string): Promise<AgentLogin | undefined> {
    const { simulator = await this.#neighbour() } = await this.#opened();
    return simulator?.agents.find((agent) => agent.agentId === agentId);
  }

  /**
   * Tells a node what happens to some agents, none named: to all, in the moment in which the client knows it: even
   * where events are delivered through a queue. Returns what ends this.
   */
  follow(user: Node, agents: readonly string[], tell: Follow): () => void {
    return this.#following.add({ agents }, { user, tell });
  }

  /** Lets somebody look on, for whom the connection is not opened. Returns what ends this. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  }

  /**
   * Gives a node the client once the flows run, before which messages get lost, and the first attempt to connect is over.
   * Does nothing for a node that is closed until then, or where the connection cannot be opened as it is configured.
   */
  async begin(user: Node, start: (client: GcClient) => void): Promise<void> {
    await this.#deploys.flowsRun();
    const client = await this.client().catch(() => undefined);
    if (client === undefined && this.#retry !== undefined) {
      this.#waiting.push(() => void this.begin(user, start));
    }
    if (client !== undefined && this.node.users[user.id] === user) {
      this.#tell([{ user, tell: start }], (tell) => {
        tell(client);
      });
    }
  }

  /** What is known of an agent; undefined while the connection is closed. */
  agent(agentId: string): AgentSnapshot | undefined {
    return this.#client?.agent(agentId);
  }

  /** What the connection knows; undefined while it is closed. */
  get snapshot(): Snapshot | undefined {
    return this.#client?.snapshot();
  }

  /** Broker and GC, or why the connection is not open. */
  get health(): Health | ClosedHealth {
    const failure = this.#failure ?? (this.plan instanceof GcError ? this.plan.message : undefined);
    return this.#health ?? (failure === undefined ? unused : notOpen('invalid', failure));
  }

  /** Whether commands can reach GC. */
  get isWell(): boolean {
    return this.#health?.broker.condition === 'connected' && this.#health.gc.condition === 'in-service';
  }

  /** Its node is closed. A deploy that brings the node back unchanged does not interrupt a connection that is open. */
  async release(): Promise<void> {
    const isOpen = this.#session !== undefined && this.#failure === undefined;
    if (isOpen && this.#deploys.bringsBack(this.node.id)) {
      park(this.node.id, this);
    } else {
      await this.close();
    }
  }

  /** Ends the connection for good. */
  async close(): Promise<void> {
    this.#deploys.leave(this);
    await this.#disconnect();
  }

  #moveTo(node: ConnectionNode): void {
    this.node = node;
    this.#log.moveTo(node);
    this.#paint();
  }

  /** Ends the connection until somebody uses it again. Never rejects: what cannot be closed is told in the log. */
  async #disconnect(): Promise<void> {
    clearTimeout(this.#linger);
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#waiting = [];
    const session = this.#session;
    this.#session = undefined;
    this.#health = undefined;
    this.#failure = undefined;
    this.#paint();
    await session?.then(
      async ({ client, simulator, forget }) => {
        client.removeAllListeners();
        this.#client = this.#client === client ? undefined : this.#client;
        const report = (error: unknown) => {
          this.node.warn(`Closing the connection failed: ${thrownText(error)}`);
        };
        await client.close().catch(report);
        forget?.();
        await simulator?.close().catch(report);
      },
      () => undefined,
    );
  }

  #opened(): Promise<Session> {
    return this.#session ?? Promise.reject(new GcError('GC_CLOSED'));
  }

  #open(): Promise<Session> {
    const session = this.#start();
    session.then(
      () => {
        this.#hasOpened(session);
      },
      (error: unknown) => {
        this.#hasFailed(session, error);
      },
    );
    return session;
  }

  #hasOpened(session: Promise<Session>): void {
    if (session === this.#session && this.#failure !== undefined) {
      this.#failure = undefined;
      this.#retry = undefined;
      this.#pauses.reset();
      this.#paint();
      this.#waiting.splice(0).forEach((begin) => {
        begin();
      });
    }
  }

  /** A port that somebody else has may become free; what is wrong with the configuration stays so. */
  #hasFailed(session: Promise<Session>, error: unknown): void {
    if (session !== this.#session) {
      return;
    }
    if (isPortTaken(error)) {
      this.#retry = setTimeout(() => {
        this.#session = this.#open();
      }, this.#pauses.next());
    }
    const failure = thrownText(error);
    if (failure !== this.#failure) {
      this.node.error(
        this.#retry === undefined ? failure : `${failure} It is tried again until the port is free.`,
      );
    }
    this.#failure = failure;
    this.#paint();
  }

  async #start(): Promise<Session> {
    const { plan } = this;
    if (plan instanceof GcError) {
      throw plan;
    }
    if (plan.mode === 'gc') {
      return this.#connect(plan.client);
    }
    const starting = launch(plan);
    const forget = plan.simulator.port ? makeKnown(starting, plan.simulator.port) : undefined;
    const simulator = await starting;
    const brokers = [{ host: '127.0.0.1', port: simulator.port }];
    return { ...this.#connect({ ...plan.client, brokers }), simulator, forget };
  }

  #connect(options: GcClientOptions): Session {
    const safety = { ...options.safety, usedKeys: usedKeysOf(this.node) };
    const client = new GcClient({ ...options, safety });
    client.on('live', this.#onNews);
    client.on('event', this.#onEvent);
    client.on('derived', this.#onEvent);
    client.on('health', (health) => {
      this.#health = health;
      this.#log.report(health);
      this.#paint();
      this.#tell(this.#listeners.values(), (listener) => {
        listener.onHealth(health);
      });
    });
    client.on('warning', ({ message }) => {
      this.node.warn(message);
    });
    this.#client = client;
    // What went wrong is reported as health; here only the end of the attempt counts.
    const firstAttempt = client.connect().catch(() => undefined);
    return { client, firstAttempt };
  }

  readonly #onNews = (event: AnyEvent): void => {
    const agents = agentsIn(event);
    const followers = agents.flatMap((agentId) => this.#following.of(event.type, agentId));
    this.#tell(new Set(followers), (tell) => {
      tell(event, agents);
    });
    this.#tellWatchers((watcher) => {
      watcher.onEvent(event);
    });
  };

  readonly #onEvent = (event: AnyEvent, receipt: Receipt): unknown =>
    this.#keepsEvents ? this.#handOver(event, receipt) : this.#tellEvent(event, receipt);

  /**
   * What a queue keeps is told when the flows run, and taken when they have it: Node-RED passes messages on in the
   * next turn, and what it has under way when the flows are stopped is lost.
   */
  async #handOver(event: AnyEvent, receipt: Receipt): Promise<void> {
    let told = receipt;
    do {
      await this.#deploys.flowsRun();
      this.#tellEvent(event, told);
      told = { ...receipt, redelivered: true };
      await nextTurn();
    } while (!this.#deploys.areFlowsRunning);
  }

  #tellEvent(event: AnyEvent, receipt: Receipt): void {
    this.#tell(this.#listening.of(event.type, 'agentId' in event ? event.agentId : undefined), (listener) => {
      listener.onEvent(event, receipt);
    });
  }

  get #keepsEvents(): boolean {
    return !(this.plan instanceof GcError) && this.plan.client.delivery?.kind === 'queue';
  }

  /** Time limit of a command for which nothing else is said, in milliseconds. */
  get timeoutMs(): number {
    return (this.plan instanceof GcError ? undefined : this.plan.client.timeoutMs) ?? 10_000;
  }

  /** Cisco's contact centre behind GC, where it is known. */
  get flavour(): Flavour | undefined {
    const { plan } = this;
    if (plan instanceof GcError) {
      return undefined;
    }
    return plan.mode === 'gc' ? plan.client.contactCentre : plan.simulator.flavour;
  }

  /** The simulator of another connection to which this one leads. */
  async #neighbour(): Promise<Simulator | undefined> {
    const { plan } = this;
    const hasNone = plan instanceof GcError || plan.mode === 'simulator';
    return hasNone ? undefined : simulatorAt(plan.client.brokers);
  }

  /** Whether it is one to the built-in simulator. */
  get isSimulator(): boolean {
    return !(this.plan instanceof GcError) && this.plan.mode === 'simulator';
  }

  /** An error in one flow must not keep the news from the others. */
  #tell<Tell>(those: Iterable<Told<Tell>>, news: (tell: Tell) => void): void {
    for (const { user, tell } of those) {
      try {
        news(tell);
      } catch (error) {
        user.error(thrownText(error), {});
      }
    }
  }

  #tellWatchers(news: (watcher: Watcher) => void): void {
    for (const watcher of this.#watchers) {
      this.#tell([{ user: this.node, tell: watcher }], news);
    }
  }

  #paint(): void {
    const status = this.#status();
    for (const node of [this.node, ...Object.values(this.node.users)]) {
      safely(node, () => {
        node.status(status);
      });
    }
    this.#tellWatchers((watcher) => {
      watcher.onHealth();
    });
  }

  #status() {
    if (this.#failure !== undefined) {
      return this.#retry === undefined ? statuses.invalid : statuses.portTaken;
    }
    if (this.#session === undefined) {
      return statuses.closed;
    }
    return this.#health === undefined ? statuses.connecting : statusOf(this.#health, this.isSimulator);
  }
}

async function launch({ simulator, siteFile }: SimulatorPlan): Promise<Simulator> {
  const site = siteFile === undefined ? undefined : await readSiteFile(siteFile);
  return startSimulator({ ...simulator, site });
}

/** All agents whom an event tells of. */
function agentsIn(event: AnyEvent): string[] {
  const { agentId, users } = event as { agentId?: string; users?: readonly { agentId?: string }[] };
  const ids = [agentId, ...(users?.map((user) => user.agentId) ?? [])];
  return ids.filter((id) => id !== undefined);
}

/** As {@link Health}, of a connection that is not open: nobody uses it, or it cannot be opened as it is configured. */
interface ClosedHealth {
  readonly broker: { readonly condition: 'closed' | 'invalid'; readonly reason: string };
  readonly gc: { readonly condition: 'unknown'; readonly reason: string };
}

const unused = notOpen('closed', 'no node uses the connection, so it is closed');

function notOpen(condition: ClosedHealth['broker']['condition'], reason: string): ClosedHealth {
  return { broker: { condition, reason }, gc: { condition: 'unknown', reason } };
}

interface Session {
  readonly client: GcClient;
  readonly simulator?: Simulator | undefined;
  /** Makes the simulator unknown to other connections. */
  readonly forget?: (() => void) | undefined;
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
  listener?: Listener,
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

import type { Node, NodeAPI, NodeStatus } from 'node-red';
import type {
  AgentLogin,
  AgentSnapshot,
  FiguresOptions,
  GcClient,
  Health,
  OpenFigures,
  PeriodFigures,
  Recording,
  RecordingOptions,
  Snapshot,
  Unread,
} from '../../client';
import type { DialPlan } from '../../numbers';
import type { Privacy } from '../../privacy';
import { GcError, type Flavour } from '../../protocol';
import type { Simulator } from '../../simulator';
import type { Store } from '../../store';
import { Audience, type Follow, type Listener, type UsedNode, type Watcher } from './audience';
import { simulatorAt } from './built-in-simulators';
import { flavourOf, soundPlan, type PlanOrProblem } from './settings/connection-plan';
import { privacyOf } from '../privacy/privacy-of';
import { Deploys, type DeployUser, type Listening } from './deploys';
import { LifeCycle } from './life-cycle';
import { SharedQueues } from '../queues/shared-queues';
import { listeningOf, SameDestination } from './same-destination';
import { LatestValues } from '../trying/latest-values';
import { healthOf, isWell, shownStatus, type ClosedHealth } from './view';

/** A gc-connection node. */
export interface ConnectionNode extends UsedNode {
  shared: SharedConnection;
}

/** The client (and simulator) behind a gc-connection node: opened by its first user, closed after the last. */
export class SharedConnection implements DeployUser {
  readonly #audience: Audience;
  readonly #life: LifeCycle;
  readonly #deploys: Deploys;
  readonly #sameDestination: SameDestination;
  /** What commands set by way of this connection. */
  readonly values = new LatestValues();
  /** Conceals what is personal in what leaves the process; undefined: nothing is concealed. */
  readonly privacy: Privacy | undefined;
  /** The queues that supervisors see. */
  readonly queues = new SharedQueues(this);

  constructor(
    RED: NodeAPI,
    node: UsedNode,
    readonly plan: PlanOrProblem,
  ) {
    this.privacy = privacyOf(soundPlan(plan));
    const keepsEvents = soundPlan(plan)?.client.delivery?.kind === 'queue';
    this.#deploys = Deploys.of(RED.events, this);
    this.#audience = new Audience(node, this.#deploys, keepsEvents, this.privacy);
    this.#sameDestination = new SameDestination(this.#audience);
    this.#life = new LifeCycle(RED, plan, this.#audience, this.privacy);
  }

  /** Takes a node as a user, and as a listener if it wants to be one. */
  register(user: Node, listener?: Listener): void {
    this.#audience.join(user, listener);
    this.#life.start();
    user.status(shownStatus(this.#life));
  }

  deregister(user: Node): void {
    this.#audience.leave(user);
    if (this.#audience.isEmpty) {
      this.#life.endSoon();
    }
  }

  /**
   * The client. While the first attempt to connect is under way, it is waited for, so that messages sent right
   * after a deploy find a connection.
   *
   * @throws {GcError} GC_INVALID_CONFIGURATION, GC_CLOSED
   */
  async client(): Promise<GcClient> {
    const { client, firstAttempt } = await this.#life.opened();
    await firstAttempt;
    return client;
  }

  /**
   * Keeps what must outlive the process.
   *
   * @throws {GcError} GC_INVALID_CONFIGURATION, GC_CLOSED
   */
  async store(): Promise<Store> {
    const { store } = await this.#life.opened();
    return store.store;
  }

  /**
   * Counts figures from now on, until they are closed.
   *
   * @throws {GcError} GC_INVALID_CONFIGURATION, GC_CLOSED
   */
  async figures(options: FiguresOptions): Promise<OpenFigures> {
    const { client } = await this.#life.opened();
    return client.figures(options);
  }

  /** @throws {GcError} GC_NO_SIMULATOR where the connection is one to a real GC. */
  async simulator(): Promise<Simulator> {
    const { simulator } = await this.#life.opened();
    if (simulator === undefined) {
      throw new GcError('GC_NO_SIMULATOR');
    }
    return simulator;
  }

  /** How the agents of a simulator in this Node-RED log in; undefined for others and with a real GC. */
  async simulatedLogin(agentId: string): Promise<AgentLogin | undefined> {
    const { simulator = await this.#neighbour() } = await this.#life.opened();
    return simulator?.agents.find((agent) => agent.agentId === agentId);
  }

  /**
   * Tells a node what happens to these agents, to all where none is named, as soon as the client knows of it: even
   * where events are delivered through a queue. Returns what ends this.
   */
  follow(user: Node, agents: readonly string[], tell: Follow): () => void {
    return this.#audience.follow(user, agents, tell);
  }

  /** Shows a status of a user's own as long as the connection is well; undefined: no more. */
  show(user: Node, own: NodeStatus | undefined): void {
    this.#audience.show(user, own, shownStatus(this.#life));
  }

  /** Lets somebody look on, for whom the connection is not opened. Returns what ends this. */
  watch(watcher: Watcher): () => void {
    return this.#audience.watch(watcher);
  }

  /**
   * Gives a node the client once the flows run, before which messages get lost, and the first attempt to connect is over,
   * or has begun. Does nothing for a node that is closed until then, or where the connection cannot be opened as it is
   * configured.
   */
  async begin(
    user: Node,
    start: (client: GcClient) => void,
    attempt: 'is over' | 'has begun' = 'is over',
  ): Promise<void> {
    await this.#deploys.flowsRun();
    const opening =
      attempt === 'is over' ? this.client() : this.#life.opened().then((opened) => opened.client);
    const client = await opening.catch(() => undefined);
    if (client === undefined) {
      this.#life.onceReopened(() => void this.begin(user, start, attempt));
    } else if (this.#audience.has(user)) {
      this.#audience.run(user, () => {
        start(client);
      });
    }
  }

  /** When it began to follow agents and calls, as `performance.now()` tells it; Infinity for never. */
  get openSince(): number {
    return this.#life.openSince;
  }

  /** What is known of an agent; undefined while the connection is closed. */
  agent(agentId: string): AgentSnapshot | undefined {
    return this.#life.client?.agent(agentId);
  }

  /** How numbers are dialled; undefined without a dial plan, and while the connection is closed. */
  get dialPlan(): DialPlan | undefined {
    return this.#life.client?.dialPlan;
  }

  /** What the connection knows; undefined while it is closed. */
  get snapshot(): Snapshot | undefined {
    return this.#life.client?.snapshot();
  }

  /** The figures that are counted now, for monitoring. */
  get countedFigures(): readonly PeriodFigures[] {
    return this.#life.client?.countedFigures ?? [];
  }

  /** Login ids of the supervisors whom the connection has logged in. */
  get supervisors(): readonly string[] {
    const { client } = this.#life;
    return client?.loggedIn.filter((agentId) => client.agent(agentId).supervisor) ?? [];
  }

  /** Writes a line into the log, as the connection's node. */
  log(line: string): void {
    this.#audience.node.log(line);
  }

  /** As `log`, for what a person should look at. */
  warn(line: string): void {
    this.#audience.node.warn(line);
  }

  /** What of GC's messages could not be read; undefined while the connection is closed. */
  get unread(): Unread | undefined {
    return this.#life.client?.unread;
  }

  /**
   * Records what goes between the connection and GC, until it is closed.
   *
   * @throws {GcError} GC_CLOSED, GC_INVALID_CONFIGURATION where it is being recorded.
   */
  record(options: RecordingOptions): Recording {
    const { client } = this.#life;
    if (client === undefined) {
      throw new GcError('GC_CLOSED');
    }
    return client.record(options);
  }

  /** Events, snapshots and outcomes as nodes send them into the flow. */
  shown<T>(data: T): T {
    const isConcealed = soundPlan(this.plan)?.privacy?.events === true;
    return (isConcealed ? this.privacy?.data(data) : undefined) ?? data;
  }

  /** Health of broker and GC, or why the connection is not open. */
  get health(): Health | ClosedHealth {
    return healthOf(this.#life);
  }

  /** Whether commands can reach GC. */
  get isWell(): boolean {
    return isWell(this.#life);
  }

  /** Time limit of a command for which nothing else is said, in milliseconds. */
  get timeoutMs(): number {
    return soundPlan(this.plan)?.client.timeoutMs ?? 10_000;
  }

  /** Whether it is one to the built-in simulator. */
  get isSimulator(): boolean {
    return soundPlan(this.plan)?.mode === 'simulator';
  }

  /** Cisco's contact centre behind GC, where it is known. */
  get flavour(): Flavour | undefined {
    return flavourOf(this.plan);
  }

  /** Whether a deploy that closes its node brings the node back unchanged, so that an open connection can stay. */
  get outlastsDeploy(): boolean {
    const isOpen = this.#life.isUsed && this.#life.failure === undefined;
    return isOpen && this.#deploys.bringsBack(this.#audience.node.id);
  }

  flowsStop(): void {
    this.#audience.interruptWork();
  }

  flowsRun(all: Iterable<DeployUser>): void {
    this.#sameDestination.check(this, all);
  }

  get listening(): Listening | undefined {
    const listening = this.#audience.isEmpty ? undefined : listeningOf(this.plan);
    const { id, name } = this.#audience.node;
    return listening && { ...listening, name: name || id };
  }

  /** Belongs to another node from now on: the one that a deploy has made of the former. */
  moveTo(node: UsedNode): void {
    this.#audience.moveTo(node);
    this.#life.paint();
  }

  /** Ends the connection for good. */
  async close(): Promise<void> {
    this.#deploys.leave(this);
    await this.#life.end();
  }

  /** The simulator of another connection to which this one leads. */
  async #neighbour(): Promise<Simulator | undefined> {
    const plan = soundPlan(this.plan);
    return plan?.mode === 'gc' ? simulatorAt(plan.client.brokers) : undefined;
  }
}

import type { EventEmitter } from 'node:events';

/** What Node-RED tells when it stops flows; of a deploy, also what has changed. */
interface Stopping {
  readonly diff?: {
    readonly changed?: readonly string[];
    readonly removed?: readonly string[];
    /** Only of a deploy; true when what all flows share, such as environment variables, has changed. */
    readonly globalConfigChanged?: boolean;
  };
}

/** Who wants to know of deploys. */
export interface DeployUser {
  /** The flows are being stopped, and lose the messages that are under way. */
  flowsStop(): void;
  /** The flows run; `all` are those who want to know, itself included. */
  flowsRun(all: Iterable<DeployUser>): void;
  /** What it listens to is called so; undefined while no flow uses it. */
  readonly listening: Listening | undefined;
}

/** Who listens where. */
export interface Listening {
  readonly name: string;
  readonly destination: string;
  /** As `host:port`. */
  readonly brokers: readonly string[];
  /** The consumer whose queue it reads: consumers of one name share the events. */
  readonly queue: string | undefined;
}

/** By the events of the Node-RED. */
const known = new WeakMap<EventEmitter, Deploys>();

/**
 * Knows of the deploys of a Node-RED: while one goes on, and while Node-RED starts, nodes are missing. All connections
 * share it: Node.js takes more than ten listeners of an event for a leak.
 */
export class Deploys {
  readonly #users = new Set<DeployUser>();
  #areFlowsRunning = false;
  #diff: Stopping['diff'];
  /** Who waits until the flows run. */
  readonly #waiting: (() => void)[] = [];

  private constructor(private readonly events: EventEmitter) {
    events.on('flows:stopping', this.#onStopping);
    events.on('flows:started', this.#onStarted);
  }

  /** For a user, until it leaves. */
  static of(events: EventEmitter, user: DeployUser): Deploys {
    const deploys = known.get(events) ?? new Deploys(events);
    known.set(events, deploys);
    deploys.#users.add(user);
    return deploys;
  }

  /** Whether the node that is being closed comes back just as it was. */
  bringsBack(id: string): boolean {
    const { globalConfigChanged, changed = [], removed = [] } = this.#diff ?? {};
    return globalConfigChanged === false && !changed.includes(id) && !removed.includes(id);
  }

  get areFlowsRunning(): boolean {
    return this.#areFlowsRunning;
  }

  /** Resolves when the flows run, at once if they do. */
  flowsRun(): Promise<void> {
    return this.#areFlowsRunning ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The last one to leave takes the listeners along. */
  leave(user: DeployUser): void {
    if (!this.#users.delete(user) || this.#users.size > 0) {
      return;
    }
    known.delete(this.events);
    this.events.off('flows:stopping', this.#onStopping);
    this.events.off('flows:started', this.#onStarted);
  }

  readonly #onStopping = ({ diff }: Stopping): void => {
    this.#areFlowsRunning = false;
    this.#diff = diff;
    for (const user of this.#users) {
      user.flowsStop();
    }
  };

  readonly #onStarted = (): void => {
    this.#areFlowsRunning = true;
    this.#diff = undefined;
    for (const user of this.#users) {
      user.flowsRun(this.#users);
    }
    this.#waiting.splice(0).forEach((resolve) => {
      resolve();
    });
  };
}

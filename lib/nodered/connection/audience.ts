import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Node, NodeStatus } from 'node-red';
import type { AnyEvent, GcClient, Health, Receipt, Work, WorkTry } from '../../client';
import type { Privacy } from '../../privacy';
import { concealOutput } from '../privacy/conceal-output';
import { safely } from '../runtime/safely';
import { FlowWork, type Worker } from '../work/flow-work';
import { CommandEnds } from './command-ends';
import type { Deploys } from './deploys';
import { Subscribers, type Interest } from './subscribers';
import { errorText } from '../language/in-language';

export type { AnyEvent };

/** What a node wants to be told. */
export interface Listener {
  readonly interest: Interest;
  onEvent(event: AnyEvent, receipt: Receipt): void;
  onHealth(health: Health): void;
  /** Takes the events of a queue in place of `onEvent`: the flow says when one is done. */
  readonly work?: ListenerWork | undefined;
}

/** How a flow works on the events of a queue. */
interface ListenerWork {
  /** Of the types and agents that it is interested in. */
  wants(event: AnyEvent): boolean;
  /** Sends an event into the flow, which ends it by its ticket. */
  begin(event: AnyEvent, receipt: Receipt, ticket: string, attempt: WorkTry): void;
}

/** Somebody who looks on, and is no node that uses the connection. */
export interface Watcher {
  /** Called as soon as the client knows of the event. */
  onEvent(event: AnyEvent): void;
  /** The health is another one. */
  onHealth(): void;
}

/** Told of an event, and of the agents in it. */
export type Follow = (event: AnyEvent, agents: readonly string[]) => void;

/** A gc-connection node as Node-RED's runtime sees it: `users` must be a plain object of the nodes that use it. */
export interface UsedNode extends Node {
  users: Record<string, Node>;
}

/** Somebody who is told, and the node to which an error of theirs belongs. */
interface Told<Tell> {
  readonly user: Node;
  readonly tell: Tell;
}

/** The nodes that use a connection and all who look on. Each is told of the events it asked for. */
export class Audience {
  readonly #listeners = new Map<Node, Told<Listener> & { readonly leave: () => void }>();
  /** Who is told of events as they are delivered. */
  readonly #listening = new Subscribers<Told<Listener>>();
  /** Who is told of events as soon as the client knows of them. */
  readonly #following = new Subscribers<Told<Follow>>();
  readonly #watchers = new Set<Watcher>();
  readonly #flowWork: FlowWork;
  /** What users show of themselves. */
  readonly #ownStatuses = new Map<Node, NodeStatus>();
  readonly #commandEnds: CommandEnds;
  /** How many listeners work on events. */
  #workers = 0;

  /** `keepsEvents`: a queue of the broker keeps events until the flows have them. `node` changes with a deploy. */
  constructor(
    public node: UsedNode,
    private readonly deploys: Deploys,
    private readonly keepsEvents: boolean,
    private readonly privacy: Privacy | undefined,
  ) {
    concealOutput(node, privacy);
    this.#flowWork = new FlowWork(() => deploys.flowsRun());
    this.#commandEnds = new CommandEnds((event, receipt) => this.#handOver(event, receipt));
  }

  /** Belongs to another node from now on. */
  moveTo(node: UsedNode): void {
    concealOutput(node, this.privacy);
    this.node = node;
  }

  /** Takes a node as a user, and as a listener if it wants to be one. */
  join(user: Node, listener?: Listener): void {
    concealOutput(user, this.privacy);
    this.node.users[user.id] = user;
    if (listener !== undefined) {
      this.#stopTelling(user);
      this.#workers += this.keepsEvents && listener.work ? 1 : 0;
      const told = { user, tell: listener };
      this.#commandEnds.isWanted ||= listener.interest.types?.includes('CommandEnded') ?? false;
      this.#listeners.set(user, { ...told, leave: this.#listening.add(listener.interest, told) });
    }
  }

  leave(user: Node): void {
    this.#stopTelling(user);
    this.#ownStatuses.delete(user);
    if (this.has(user)) {
      Reflect.deleteProperty(this.node.users, user.id);
    }
  }

  #stopTelling(user: Node): void {
    const told = this.#listeners.get(user);
    this.#workers -= this.keepsEvents && told?.tell.work ? 1 : 0;
    told?.leave();
    this.#listeners.delete(user);
  }

  has(user: Node): boolean {
    return this.node.users[user.id] === user;
  }

  get isEmpty(): boolean {
    return Object.keys(this.node.users).length === 0;
  }

  /** Tells a user what happens to these agents; to all where none is named. Returns what ends this. */
  follow(user: Node, agents: readonly string[], tell: Follow): () => void {
    return this.#following.add({ agents }, { user, tell });
  }

  /** Returns what ends this. */
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  }

  /** Passes on what a client reports, until its listeners are removed. */
  listenTo(client: GcClient): void {
    client.on('live', this.#onLive);
    client.on('event', this.#onEvent);
    client.on('derived', this.#onEvent);
    this.#commandEnds.follow(client);
  }

  /** Passes on what becomes of the commands of a client that is being closed. */
  listenToTheEnd(client: GcClient): void {
    this.#commandEnds.listenTo(client);
  }

  /** Tells the listeners of the connection's health. */
  tellHealth(health: Health): void {
    this.#tell(this.#listeners.values(), (listener) => {
      listener.onHealth(health);
    });
  }

  /** Runs what a user wants to do. An error in it is logged by that user's node. */
  run(user: Node, work: () => void): void {
    this.#tell([{ user, tell: work }], (tell) => {
      tell();
    });
  }

  /** Shows a status on the connection and all its users, and lets watchers know that something has changed. */
  paint(status: NodeStatus): void {
    for (const node of [this.node, ...Object.values(this.node.users)]) {
      this.#paintOn(node, status);
    }
    this.#tellWatchers((watcher) => {
      watcher.onHealth();
    });
  }

  /** Shows a status of a user's own as long as the connection's is a good one; undefined: no more. */
  show(user: Node, own: NodeStatus | undefined, status: NodeStatus): void {
    if (!this.has(user)) {
      return;
    }
    if (own === undefined) {
      this.#ownStatuses.delete(user);
    } else {
      this.#ownStatuses.set(user, own);
    }
    this.#paintOn(user, status);
  }

  #paintOn(node: Node, status: NodeStatus): void {
    const own = status.fill === 'green' ? this.#ownStatuses.get(node) : undefined;
    safely(node, () => {
      node.status(own === undefined ? status : { ...status, ...own });
    });
  }

  readonly #onLive = (event: AnyEvent): void => {
    if (!this.#following.isEmpty) {
      const agents = agentsIn(event);
      const followers = agents.flatMap((agentId) => this.#following.of(event.type, agentId));
      this.#tell(new Set(followers), (tell) => {
        tell(event, agents);
      });
    }
    if (this.#watchers.size > 0) {
      this.#tellWatchers((watcher) => {
        watcher.onEvent(event);
      });
    }
  };

  readonly #onEvent = (event: AnyEvent, receipt: Receipt): unknown =>
    this.keepsEvents ? this.#handOver(event, receipt) : this.#tellEvent(event, receipt);

  /** The flows are being stopped: what they work on comes again when they run. */
  interruptWork(): void {
    this.#flowWork.interrupt();
  }

  /**
   * An event that a queue keeps is told when the flows run, and taken when they have it: Node-RED passes messages on
   * in the next turn, and loses those under way when the flows are stopped. Resolves with the work of flows that say
   * themselves when they are done with it.
   */
  async #handOver(event: AnyEvent, receipt: Receipt): Promise<Work | undefined> {
    let told = receipt;
    do {
      await this.deploys.flowsRun();
      this.#tellEvent(event, told);
      told = { ...receipt, redelivered: true };
      await nextTurn();
    } while (!this.deploys.areFlowsRunning);
    return this.#workers === 0 || this.#workersFor(event, receipt).length === 0
      ? undefined
      : this.#flowWork.on(() => this.#workersFor(event, receipt));
  }

  #tellEvent(event: AnyEvent, receipt: Receipt): void {
    this.#tell(this.#listeningTo(event), (listener) => {
      if (!this.keepsEvents || listener.work === undefined) {
        listener.onEvent(event, receipt);
      }
    });
  }

  #workersFor(event: AnyEvent, receipt: Receipt): Worker[] {
    return this.#listeningTo(event).flatMap(({ user: { id }, tell: { work } }) =>
      work?.wants(event)
        ? [
            {
              id,
              begin: (ticket, attempt) => {
                work.begin(event, receipt, ticket, attempt);
              },
            },
          ]
        : [],
    );
  }

  #listeningTo(event: AnyEvent): Told<Listener>[] {
    const agentId = 'agentId' in event ? event.agentId : undefined;
    return event.type === 'CommandEnded'
      ? this.#listening.naming(event.type, agentId)
      : this.#listening.of(event.type, agentId);
  }

  /** An error in one flow must not keep the news from the others. */
  #tell<Tell>(those: Iterable<Told<Tell>>, news: (tell: Tell) => void): void {
    for (const { user, tell } of those) {
      try {
        news(tell);
      } catch (error) {
        user.error(errorText(error), {});
      }
    }
  }

  #tellWatchers(news: (watcher: Watcher) => void): void {
    for (const watcher of this.#watchers) {
      this.#tell([{ user: this.node, tell: watcher }], news);
    }
  }
}

/** All agents whom an event tells of. */
function agentsIn(event: AnyEvent): string[] {
  const { agentId, users } = event as { agentId?: string; users?: readonly { agentId?: string }[] };
  const ids = [agentId, ...(users?.map((user) => user.agentId) ?? [])];
  return ids.filter((id) => id !== undefined);
}

import { forgetOldest } from '../../common/forget-oldest';
import type { IncomingMessage } from '../../stomp';
import type { MessageId } from './message-id';
import type { Task } from './task';

export interface LaneLimits {
  /** How many tasks are worked on at once. */
  readonly atOnce: number;
  /** How many messages the broker sends without an answer. */
  readonly prefetch: number;
}

/**
 * Tasks in the order in which they came, for each agent by itself: the next of the same agent waits for the one before,
 * through all its tries and the pauses between them, and those of others go on. Events without an agent have an order of
 * their own.
 */
export class WorkLanes {
  /** By agent. The first of each is worked on, waits for its turn, or pauses. */
  readonly #lanes = new Map<string | undefined, Task[]>();
  readonly #tasks = new Map<MessageId, Task>();
  /**
   * Tasks that are not worked on, and whose session has ended: the broker brings them again, to this client or to
   * another one. They keep what the listeners were told.
   */
  readonly #orphans = new Map<MessageId, Task>();
  /** Those that can begin as soon as one of `atOnce` has ended. */
  readonly #ready = new Set<Task>();
  readonly #pauses = new Map<Task, NodeJS.Timeout>();
  #working = 0;
  #isClosed = false;

  /** `onOver`: nothing is left to do on a task. */
  constructor(
    private readonly limits: LaneLimits,
    private readonly onOver: (task: Task) => void,
  ) {}

  get size(): number {
    return this.#tasks.size;
  }

  /** The first task of an agent, also of those that were left when the lanes were closed. */
  first(agentId: string): Task | undefined {
    return this.#lanes.get(agentId)?.[0];
  }

  add(task: Task): void {
    this.#tasks.set(task.id, task);
    const lane = this.#lanes.get(task.agentId);
    if (lane === undefined) {
      this.#lanes.set(task.agentId, [task]);
      this.#beginSoon(task);
    } else {
      lane.push(task);
    }
  }

  /**
   * For a message that the broker has brought. Returns whether it is that of a known task, which is answered with it
   * from now on; work that is under way goes on, and its end counts.
   */
  renew(id: MessageId, message: IncomingMessage): boolean {
    const task = this.#tasks.get(id) ?? this.#orphans.get(id);
    if (task === undefined) {
      return false;
    }
    task.message = message;
    if (this.#orphans.delete(id)) {
      this.add(task);
    }
    return true;
  }

  /** No end of any work counts from now on. */
  close(): void {
    this.#isClosed = true;
    for (const task of this.#tasks.values()) {
      task.abort();
    }
    for (const pause of this.#pauses.values()) {
      clearTimeout(pause);
    }
    for (const all of [this.#tasks, this.#orphans, this.#ready, this.#pauses]) {
      all.clear();
    }
  }

  #beginSoon(task: Task): void {
    this.#ready.add(task);
    this.#begin();
  }

  #begin(): void {
    for (const task of this.#ready) {
      if (this.#working >= this.limits.atOnce) {
        return;
      }
      this.#ready.delete(task);
      if (task.isOrphaned) {
        this.#leaveToBroker(task);
      } else {
        this.#working += 1;
        void this.#work(task);
      }
    }
  }

  /** Never rejects. */
  async #work(task: Task): Promise<void> {
    const pauseMs = await task.run();
    this.#working -= 1;
    if (this.#isClosed) {
      return;
    }
    if (pauseMs === undefined) {
      this.#leave(task);
      this.onOver(task);
    } else {
      this.#pause(task, pauseMs);
    }
    this.#begin();
  }

  /** Ends early when the work has ended after all. */
  #pause(task: Task, ms: number): void {
    const end = () => {
      if (this.#pauses.get(task) === pause) {
        clearTimeout(pause);
        this.#pauses.delete(task);
        this.#beginSoon(task);
      }
    };
    const pause = setTimeout(end, ms);
    this.#pauses.set(task, pause);
    void task.late?.then((counts) => {
      if (counts) {
        end();
      }
    });
  }

  #leaveToBroker(task: Task): void {
    this.#leave(task);
    this.#orphans.set(task.id, task);
    forgetOldest(this.#orphans, this.limits.prefetch);
  }

  /** The first of its lane leaves, and the next has its turn. */
  #leave(task: Task): void {
    this.#tasks.delete(task.id);
    const lane = this.#lanes.get(task.agentId);
    lane?.shift();
    const next = lane?.[0];
    if (next === undefined) {
      this.#lanes.delete(task.agentId);
    } else {
      this.#ready.add(next);
    }
  }
}

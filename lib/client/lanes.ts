import type { Category, ErrorCode, GcEvent } from '../protocol';
import type { CommandInLane } from './command-in-lane';
import { OverdueCommands } from './overdue-commands';

/** More than this does not wait; what asks for it is out of control. */
const most = { commands: 10_000, characters: 8 * 1024 * 1024 };

/**
 * Commands wait in lanes: one lane for each agent and category. The first of a lane is under way, the others
 * wait for it; lanes do not wait for each other. While there is no connection the lanes are closed: nothing gets
 * under way, and only commands that may wait for the connection do. The lanes of a single agent can be held; the
 * client's own commands pass by those that are held.
 */
export class Lanes {
  /** All that have no outcome yet, in the order in which they were asked for. */
  readonly #commands = new Set<CommandInLane>();
  /** Those of them that were sent, in the order of sending. */
  readonly #underWay = new Set<CommandInLane>();
  readonly #overdue = new OverdueCommands();
  /** By agent. */
  readonly #lanes = new Map<string, Map<Category, CommandInLane[]>>();
  readonly #held = new Set<string>();
  #characters = 0;
  #isOpen = false;

  constructor(private readonly send: (command: CommandInLane) => Promise<void>) {}

  get isFull(): boolean {
    return this.#commands.size >= most.commands || this.#characters >= most.characters;
  }

  /** How many commands have no outcome yet. */
  get size(): number {
    return this.#commands.size;
  }

  add(command: CommandInLane): void {
    this.#commands.add(command);
    this.#characters += command.encoded.body.length;
    if (!this.#isOpen && !command.mayWait) {
      // The connection knows best why it is not there.
      this.#start(command);
      return;
    }
    const lanes = this.#lanes.get(command.subject) ?? new Map<Category, CommandInLane[]>();
    this.#lanes.set(command.subject, lanes);
    const lane = lanes.get(command.category) ?? [];
    lanes.set(command.category, lane);
    lane.splice(placeIn(lane, command), 0, command);
    this.#startFirst(lane);
  }

  /** Takes a command out that has its outcome; the next of its lane gets under way. */
  remove(command: CommandInLane): void {
    this.#commands.delete(command);
    this.#underWay.delete(command);
    this.#characters -= command.encoded.body.length;
    if (command.isOverdue) {
      this.#overdue.add(command);
    }
    const lanes = this.#lanes.get(command.subject);
    const lane = lanes?.get(command.category)?.filter((other) => other !== command) ?? [];
    if (lane.length > 0) {
      lanes?.set(command.category, lane);
      this.#startFirst(lane);
      return;
    }
    lanes?.delete(command.category);
    if (lanes?.size === 0) {
      this.#lanes.delete(command.subject);
    }
  }

  /**
   * Lets an event decide about the commands under way that it can belong to. Returns whether it is the late answer
   * to a command whose time is over. Commands under way come first: GC has most probably never read one that is late.
   */
  offer(event: GcEvent): boolean {
    const candidates = [...this.#underWay].filter((command) => command.isConcernedBy(event));
    if (event.type === 'State' && event.state === 'RE_LOGIN') {
      candidates.forEach((command) => command.decideBy(event));
      return false;
    }
    return !candidates.some((command) => command.decideBy(event)) && this.#overdue.isAnsweredBy(event);
  }

  /** There is a connection: what has waited for it gets under way. */
  open(): void {
    this.#isOpen = true;
    for (const agentId of this.#lanes.keys()) {
      this.#startAll(agentId);
    }
  }

  /** The connection has gone. */
  close(): void {
    this.#isOpen = false;
    for (const command of this.#commands) {
      if (command.isUnderWay) {
        command.fail('GC_CONNECTION_LOST');
      } else if (!command.mayWait) {
        command.fail('GC_NOT_CONNECTED');
      }
    }
  }

  failAll(code: ErrorCode): void {
    this.#isOpen = false;
    for (const command of this.#commands) {
      command.fail(code);
    }
  }

  /** Users' commands for this agent wait until it is released; those under way stay so. */
  hold(agentId: string): void {
    this.#held.add(agentId);
  }

  release(agentId: string): void {
    if (this.#held.delete(agentId)) {
      this.#startAll(agentId);
    }
  }

  /** Whether a user's command for this agent waits. */
  isAwaited(agentId: string): boolean {
    const lanes = this.#lanes.get(agentId)?.values() ?? [];
    return [...lanes].some((lane) => lane.some(({ isOwn, isUnderWay }) => !isOwn && !isUnderWay));
  }

  /** Why a command for this agent did not get under way in its time. */
  whyUnsent(agentId: string): { code: ErrorCode; detail: string } {
    if (!this.#isOpen) {
      const detail = 'the connection to the broker did not come back in time; nothing was sent';
      return { code: 'GC_NOT_CONNECTED', detail };
    }
    const detail = this.#held.has(agentId)
      ? 'the agent was not logged in again in time after an outage; nothing was sent'
      : 'earlier commands of the agent took all the time; nothing was sent';
    return { code: 'GC_TIMEOUT', detail };
  }

  #startAll(agentId: string): void {
    for (const lane of this.#lanes.get(agentId)?.values() ?? []) {
      this.#startFirst(lane);
    }
  }

  #startFirst([first]: readonly CommandInLane[]): void {
    if (first === undefined || first.isUnderWay || first.remainingMs <= 0 || !this.#isOpen) {
      return;
    }
    if (first.isOwn || !this.#held.has(first.subject)) {
      this.#start(first);
    }
  }

  #start(command: CommandInLane): void {
    if (!command.isStillWanted()) {
      return;
    }
    command.start();
    this.#underWay.add(command);
    this.send(command).then(
      () => {
        command.accepted();
      },
      (error: unknown) => {
        command.refuse(error);
      },
    );
  }
}

/** At the end; the client's own in front of the users' that wait. */
function placeIn(lane: readonly CommandInLane[], { isOwn }: CommandInLane): number {
  const waiting = isOwn ? lane.findIndex((other) => !other.isOwn && !other.isUnderWay) : -1;
  return waiting < 0 ? lane.length : waiting;
}

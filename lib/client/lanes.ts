import type { EncodedCommand, GcEvent } from '../protocol';
import type { CommandInLane } from './command-in-lane';
import { explain } from './errors';

/** More commands than this do not wait; what asks for them is out of control. */
const maxWaiting = 10_000;

/**
 * Commands wait in lanes: one lane for each agent and category. The first of a lane is under way, the others
 * wait for it; lanes do not wait for each other.
 */
export class Lanes {
  /** In the order in which the commands were asked for, over all lanes. */
  readonly #commands = new Set<CommandInLane>();
  readonly #lanes = new Map<string, CommandInLane[]>();

  constructor(private readonly send: (command: EncodedCommand) => Promise<void>) {}

  get isFull(): boolean {
    return this.#commands.size >= maxWaiting;
  }

  add(command: CommandInLane): void {
    const lane = this.#lanes.get(command.lane) ?? [];
    this.#lanes.set(command.lane, lane);
    this.#commands.add(command);
    lane.push(command);
    if (lane.length === 1) {
      this.#start(command);
    }
  }

  /** Takes a command out that has its outcome; the next of its lane gets under way. */
  remove(command: CommandInLane): void {
    const lane = this.#lanes.get(command.lane) ?? [];
    const wasFirst = lane[0] === command;
    const rest = lane.filter((other) => other !== command);
    this.#commands.delete(command);
    if (rest.length === 0) {
      this.#lanes.delete(command.lane);
    } else {
      this.#lanes.set(command.lane, rest);
    }
    const next = rest[0];
    if (wasFirst && next !== undefined) {
      this.#start(next);
    }
  }

  /** Lets an event decide about the commands under way that it can belong to. */
  offer(event: GcEvent): void {
    const candidates = [...this.#commands].filter(
      (command) => command.isUnderWay && concerns(event, command.subject),
    );
    if (event.type === 'Error') {
      candidates.find((command) => command.canRaise(event.code))?.fail(event.code, event.text);
    } else if (event.type === 'State' && event.state === 'RE_LOGIN') {
      candidates.forEach((command) => command.decideBy(event));
    } else {
      candidates.find((command) => command.decideBy(event));
    }
  }

  /** Fails every command: those under way and those that wait. */
  failAll(codeUnderWay: string, codeWaiting: string): void {
    for (const command of [...this.#commands].reverse()) {
      command.fail(command.isUnderWay ? codeUnderWay : codeWaiting);
    }
  }

  #start(command: CommandInLane): void {
    command.start();
    this.send(command.encoded).then(
      () => {
        command.accepted();
      },
      (error: unknown) => {
        const { code, detail } = explain(error);
        command.fail(code, detail);
      },
    );
  }
}

/** Events without an agent concern everybody who waits for one like it. */
function concerns(event: GcEvent, subject: string): boolean {
  const agentId = 'agentId' in event ? event.agentId : undefined;
  const supervisorId = 'supervisorId' in event ? event.supervisorId : undefined;
  return agentId === undefined || agentId === subject || supervisorId === subject;
}

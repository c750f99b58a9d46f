import type { ErrorCode, GcEvent } from '../../../protocol';
import type { CommandInLane } from './command-in-lane';
import { CommandLimits } from '../command-limits';
import type { Unsent } from '../command-request';
import { isEmptyList } from '../confirmation';
import { noMarks, type AnswerMarks } from '../../delivery/receipt';
import { decide } from './deciding';
import { EarlierCommands } from './earlier-commands';
import { explain } from '../../errors';
import { ListQuestions } from '../list-questions';
import { Pace } from './pace';
import { say } from '../../phrases';

/**
 * Commands wait in lanes. The first of a lane is under way, the others wait for it; lanes do not wait for each other.
 * For each agent and category there is one lane for what acts and one for questions, and the same again for what the
 * client needs itself: nothing that acts waits for a question, and the client never waits for its users.
 *
 * While there is no connection the lanes are closed: nothing gets under way, and only commands that may wait for the
 * connection do. The lanes of a single agent can be held; the client's own commands pass. Users' commands leave the
 * lanes at the pace of the broker.
 */
export class Lanes {
  /** All that have no outcome yet, in the order in which they were asked for. */
  readonly #commands = new Set<CommandInLane>();
  /** Those of them that were sent, in the order of sending. */
  readonly #underWay = new Set<CommandInLane>();
  readonly #earlier = new EarlierCommands();
  readonly #lists = new ListQuestions();
  /** By agent, and by the name of the lane. */
  readonly #lanes = new Map<string, Map<string, CommandInLane[]>>();
  readonly #held = new Set<string>();
  readonly #pace = new Pace((command) => {
    this.#startFirst(command);
  });
  #isOpen = false;

  /** Of users' commands. */
  readonly limits = new CommandLimits();

  constructor(private readonly send: (command: CommandInLane) => Promise<void>) {}

  /** How many commands have no outcome yet. */
  get size(): number {
    return this.#commands.size;
  }

  add(command: CommandInLane): void {
    this.#commands.add(command);
    this.limits.add(command);
    if (!this.#isOpen && !command.mayWait) {
      // The connection knows best why it is not there.
      this.#start(command);
      return;
    }
    const lanes = this.#lanes.get(command.subject) ?? new Map<string, CommandInLane[]>();
    this.#lanes.set(command.subject, lanes);
    const lane = lanes.get(command.lane) ?? [];
    lanes.set(command.lane, lane);
    lane.push(command);
    this.#lists.add(command);
    this.#admit(command);
  }

  /** Takes a command out that has its outcome; those that have waited for it get under way. */
  remove(command: CommandInLane): void {
    this.#commands.delete(command);
    this.#underWay.delete(command);
    this.#pace.drop(command);
    this.limits.remove(command);
    this.#earlier.add(command);
    const lanes = this.#lanes.get(command.subject);
    const lane = lanes?.get(command.lane)?.filter((other) => other !== command) ?? [];
    if (lane.length > 0) {
      lanes?.set(command.lane, lane);
    } else {
      lanes?.delete(command.lane);
    }
    if (lanes?.size === 0) {
      this.#lanes.delete(command.subject);
    }
    this.#admitAll([command.subject]);
    for (const question of this.#lists.remove(command)) {
      this.#admit(question);
    }
  }

  /**
   * Lets an event decide about the commands under way that it can belong to. Returns whether it is the late answer
   * to a command whose time is over, and whether only private commands are concerned. Commands under way come first: GC has most probably never read one that is late.
   */
  offer(event: GcEvent): AnswerMarks {
    if (this.#underWay.size === 0) {
      return this.#offerLate(event);
    }
    const said = isEmptyList(event) ? (this.#onlyEmptyList() ?? event) : event;
    const decided = decide([...this.#underWay], said, this.#earlier);
    if (decided.length === 0) {
      return this.#offerLate(said);
    }
    return decided.every(({ isPrivate }) => isPrivate) ? { private: true } : noMarks;
  }

  #offerLate(event: GcEvent): AnswerMarks {
    const command = this.#earlier.answeredLateBy(event);
    return command === undefined ? noMarks : { late: true, ...(command.isPrivate && { private: true }) };
  }

  /** An empty list answers the question for a list that is under way alone. */
  #onlyEmptyList(): GcEvent | undefined {
    const [answer, ...others] = [...this.#underWay].flatMap(({ emptyList }) => emptyList ?? []);
    return others.length === 0 ? answer : undefined;
  }

  /** There is a connection: what has waited for it gets under way. */
  open(): void {
    this.#isOpen = true;
    this.#admitAll(this.#lanes.keys());
  }

  /** The connection has gone. What it has not confirmed ends, or waits again, when the connection says which. */
  close(): void {
    this.#isOpen = false;
    this.#pace.clear();
    for (const command of this.#commands) {
      if (command.isWithBroker) {
        command.fail('GC_CONNECTION_LOST');
      } else if (!command.isUnderWay && !command.mayWait) {
        command.fail('GC_NOT_CONNECTED');
      }
    }
  }

  failAll(code: ErrorCode): void {
    this.#isOpen = false;
    this.#pace.clear();
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
      this.#admitAll([agentId]);
    }
  }

  /** Whether a user's command for this agent waits. */
  isAwaited(agentId: string): boolean {
    const lanes = this.#lanes.get(agentId)?.values() ?? [];
    return [...lanes].some((lane) => lane.some(({ isOwn, isUnderWay }) => !isOwn && !isUnderWay));
  }

  /** Why a command did not get under way in its time. */
  whyUnsent(command: CommandInLane): Unsent {
    if (!this.#isOpen) {
      const detail = say('notBackInTime');
      return { code: 'GC_NOT_CONNECTED', detail };
    }
    const whatToDo = say('giveMoreTime');
    if (!command.isOwn && this.#held.has(command.subject)) {
      const detail = say('notLoggedInInTime');
      return { code: 'GC_TIMEOUT', detail, whatToDo };
    }
    const detail = this.#pace.isHeldUp(command)
      ? say('heldUp')
      : this.#lists.mustWait(command)
        ? say('otherQuestions')
        : say('earlierCommands');
    return { code: 'GC_TIMEOUT', detail, whatToDo };
  }

  /** Starts what can start of these agents, in the order in which it was asked for. */
  #admitAll(agentIds: Iterable<string>): void {
    const lanes = [...agentIds].flatMap((agentId) => [...(this.#lanes.get(agentId)?.values() ?? [])]);
    const firsts = lanes.flatMap(([first]) => (first !== undefined && this.#mayStart(first) ? [first] : []));
    firsts.sort((one, other) => one.number - other.number);
    for (const command of firsts) {
      this.#admit(command);
    }
  }

  #admit(command: CommandInLane): void {
    if (!this.#mayStart(command)) {
      return;
    }
    if (command.isOwn) {
      this.#start(command);
    } else {
      this.#pace.admit(command);
    }
  }

  #startFirst(command: CommandInLane): void {
    if (this.#mayStart(command)) {
      this.#start(command);
    }
  }

  #mayStart(command: CommandInLane): boolean {
    const lanes = this.#lanes.get(command.subject);
    const isFirst = lanes?.get(command.lane)?.[0] === command;
    const isHeld = !command.isOwn && this.#held.has(command.subject);
    const isItsTurn = isFirst && !command.isUnderWay && command.remainingMs > 0;
    return this.#isOpen && isItsTurn && !isHeld && !this.#mustWait(command);
  }

  /** Whether a command, though the first of its lane, waits for one in another lane. */
  #mustWait(command: CommandInLane): boolean {
    const acting = this.#lanes.get(command.subject)?.get(command.actingLane) ?? [];
    return acting.some((other) => command.follows(other)) || this.#lists.mustWait(command);
  }

  #start(command: CommandInLane): void {
    if (!command.isStillWanted()) {
      return;
    }
    command.start();
    this.#underWay.add(command);
    this.#lists.started(command);
    if (!command.isOwn) {
      this.#pace.started(command);
    }
    this.send(command).then(
      () => {
        command.accepted();
        this.#pace.settled(command);
      },
      (error: unknown) => {
        this.#refuse(command, error);
        this.#pace.settled(command);
      },
    );
  }

  /** What was not sent goes back into its lane; for anything else the refusal is the outcome. */
  #refuse(command: CommandInLane, error: unknown): void {
    const { code } = explain(error);
    const hasNoRoom = code === 'GC_TOO_MANY_COMMANDS';
    const stays = command.mayWait ? hasNoRoom || code === 'GC_NOT_CONNECTED' : hasNoRoom && this.#isOpen;
    if (!stays || command.isOwn || !this.#underWay.delete(command)) {
      command.refuse(error);
      return;
    }
    command.putBack();
    this.#lists.putBack(command);
    if (this.#isOpen) {
      this.#pace.admitLater(command);
    }
  }
}

import type { DecodedCommand } from '../../protocol';
import type { Clock } from '../engine';
import { Agenda } from './agenda';
import { findCommand } from './find-command';
import { isAnswered, type ReplayCommand, type ReplayEvent, type ReplayItem } from './items';
import { PassedCommands } from './passed-commands';
import { clientPatienceMs, Outages } from './outages';
import type { ReadAhead } from './reading/read-ahead';
import type { Stage } from './stage';
import { Timeline, type Wait } from './timeline';

/** How long the trace stands still for a command. */
const commandPatienceMs = 10_000;
/** A command that comes earlier than this takes nothing along. In the time of the trace. */
const leadMs = 10_000;
/** So much of the time before anything happened is played. */
const quietMs = 2000;
/** What is due is done at once; a timer for it is one until the broker has caught up. */
const shortestTimerMs = 1;
/** No timer of Node.js runs for longer than 24 days. */
const longestTimerMs = 3_600_000;

interface PlayerOptions {
  readonly ahead: ReadAhead;
  readonly stage: Stage;
  readonly clock: Clock;
  /** How many times as fast as this machine's the clock goes. */
  readonly speed: number;
  /** When the recording began. */
  readonly recordedAt: number;
}

/**
 * Plays a trace: what stands in it comes in its order and at its pace. At a command the trace stands still until the
 * command comes, but not for ever. The answer to a command has its own time: it begins when the command comes.
 */
export class Player {
  readonly #agenda = new Agenda();
  readonly #passed: PassedCommands;
  readonly #time: Timeline;
  readonly #outages: Outages;
  /** Agents whose last command was waited for in vain: for them the trace does not stand still. */
  readonly #unawaited = new Set<string>();
  /** Whether it was said that nothing more comes. */
  #isOver = false;
  #isClosed = false;
  #cancelTimer: (() => void) | undefined;

  constructor(private readonly options: PlayerOptions) {
    this.#passed = new PassedCommands(options.clock, options.speed);
    this.#time = new Timeline(options.clock, options.speed);
    this.#outages = new Outages(options.stage, this.#time, options.ahead);
  }

  /** The time of the trace, in milliseconds since 1970; undefined until it begins. */
  get now(): number | undefined {
    return this.#time.now;
  }

  /** A client is there: now the trace begins, or goes on. */
  meetClient(): void {
    const { hasBegun, wait } = this.#time;
    if (!hasBegun) {
      this.#begin();
    } else if (wait !== undefined && wait.command === undefined) {
      this.#time.goOnFrom(wait.at);
    }
    this.tick();
  }

  /** Returns whether the trace has such a command; then it is answered as it was. */
  receive(command: DecodedCommand, body: string): boolean {
    const found = this.#find(command, body);
    if (found === undefined) {
      return false;
    }
    found.isPlayed = true;
    this.#unawaited.delete(found.agentId);
    if (found.isPassed) {
      this.#agenda.drop(found.answer);
      this.#startAnswer(found);
    } else if (this.#time.wait?.command === found) {
      this.#time.goOnFrom(found.at);
      this.options.ahead.take(found);
      this.#bringForward(found);
      this.#startAnswer(found);
    } else {
      this.#answerEarly(found);
    }
    this.tick();
    return true;
  }

  /** One that is due, or nearly; else one that came too late for the trace; else one of a later time. */
  #find(command: DecodedCommand, body: string): ReplayCommand | undefined {
    const next = findCommand(this.#items, command, body);
    return next !== undefined && this.#isNear(next)
      ? next
      : (findCommand(this.#passed.commands, command, body) ?? next);
  }

  #isNear({ at }: ReplayCommand): boolean {
    return at - (this.now ?? 0) <= leadMs;
  }

  /** Takes an event that was read after the answer to its command had begun. */
  answerLate(command: ReplayCommand, event: ReplayEvent): void {
    this.#agenda.add({ due: (command.startedAt ?? 0) + event.at - command.at, event });
    this.tick();
  }

  /** Does all that is due. */
  readonly tick = (): void => {
    if (!this.#time.hasBegun || this.#isClosed) {
      return;
    }
    let next = this.#next();
    while (next !== undefined && next.due <= this.#clock.now() && !this.options.stage.isBehind()) {
      next.run();
      next = this.#next();
    }
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (next !== undefined) {
      const ms = Math.min(Math.max(next.due - this.#clock.now(), shortestTimerMs), longestTimerMs);
      this.#cancelTimer = this.#clock.schedule(ms, this.tick);
    } else if (this.options.ahead.hasEnded && !this.#isOver) {
      this.#isOver = true;
      this.options.stage.report('The trace is over.');
    }
  };

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
  }

  get #clock(): Clock {
    return this.options.clock;
  }

  get #items(): ReplayItem[] {
    return this.options.ahead.items;
  }

  /** How the client found broker and GC before anything went over the wire is no outage. */
  #begin(): void {
    const { recordedAt } = this.options;
    let [first] = this.#items;
    while (first?.kind === 'health') {
      this.options.ahead.take(first);
      [first] = this.#items;
    }
    this.#time.goOnFrom(Math.max(recordedAt, (first?.at ?? 0) - quietMs));
    this.options.stage.report('The trace begins.');
  }

  /** What comes next, and when, by the clock: from the trace, or of the answers that have begun. */
  #next(): { due: number; run: () => void } | undefined {
    const { first: answer } = this.#agenda;
    const item = this.#nextItem();
    const isAnswer =
      answer !== undefined &&
      (item === undefined ||
        answer.due < item.due ||
        (answer.due === item.due && answer.event.line < item.line));
    return isAnswer ? { due: answer.due, run: this.#publishAnswer } : item;
  }

  #nextItem(): { due: number; line: number; run: () => void } | undefined {
    const { wait } = this.#time;
    if (wait !== undefined) {
      return { due: wait.until, line: 0, run: () => void this.#giveUp(wait) };
    }
    const [item] = this.#items;
    return item && { due: this.#time.dueAt(item.at), line: item.line, run: () => void this.#play(item) };
  }

  readonly #publishAnswer = (): void => {
    const due = this.#agenda.takeFirst();
    if (due !== undefined) {
      this.#publish(due.event);
    }
  };

  #publish(event: ReplayEvent): void {
    this.options.stage.publish(event);
    this.options.ahead.release(event);
  }

  #play(item: ReplayItem): void {
    if (item.kind === 'command') {
      this.#reach(item);
      return;
    }
    this.options.ahead.take(item);
    const { stage } = this.options;
    switch (item.kind) {
      case 'event':
        stage.publish(item);
        break;
      case 'system':
        stage.followSystem(item);
        break;
      case 'heartbeat':
        if (item.isUnanswered) {
          stage.setSilent(true);
        }
        break;
      case 'health':
        this.#outages.follow(item);
        break;
      case 'gap':
        stage.report(`Here the trace lacks ${item.entries} entries, which had no room in it.`);
    }
  }

  /** The trace has come to a command. */
  #reach(command: ReplayCommand): void {
    if (command.isPlayed) {
      this.options.ahead.take(command);
      if (command.startedAt === undefined) {
        this.#startAnswer(command);
      }
    } else if (this.#unawaited.has(command.agentId)) {
      this.#passBy(command);
    } else {
      this.#time.standStill(command.at, commandPatienceMs, command);
    }
  }

  #giveUp({ at, command }: Wait): void {
    this.#time.goOnFrom(at);
    const { stage } = this.options;
    if (command === undefined) {
      stage.report(`No client came within ${clientPatienceMs / 1000} s: the trace goes on.`);
      return;
    }
    const { name } = command.command;
    stage.report(
      `${name} of agent ${command.agentId} (line ${command.line}) did not come within ${commandPatienceMs / 1000} s: ` +
        'the trace goes on, and waits for this agent again once a command of the agent comes.',
    );
    this.#unawaited.add(command.agentId);
    this.#passBy(command);
  }

  /** What followed from the command comes all the same. */
  #passBy(command: ReplayCommand): void {
    this.options.ahead.take(command);
    command.isPassed = true;
    this.#passed.add(command);
    this.#startAnswer(command);
  }

  /** A command came before the trace has come to it. Where that is near, what the agent has before it comes first. */
  #answerEarly(command: ReplayCommand): void {
    if (this.#isNear(command)) {
      this.#bringForward(command);
    }
    if (isAnswered(command)) {
      this.#startAnswer(command);
    }
  }

  /** What an agent has before a command comes before it. */
  #bringForward({ agentId, line }: ReplayCommand): void {
    const events = [
      ...this.options.ahead.takeEvents(agentId, line),
      ...this.#agenda.takeEvents(agentId, line),
    ];
    for (const event of events.sort((one, other) => one.line - other.line)) {
      this.#publish(event);
    }
  }

  #startAnswer(command: ReplayCommand): void {
    const startedAt = this.#clock.now();
    command.startedAt = startedAt;
    for (const event of command.answer.splice(0)) {
      this.#agenda.add({ due: startedAt + event.at - command.at, event });
    }
  }
}

import {
  commandRow,
  GcError,
  type CommandName,
  type CommandRow,
  type Confirmation,
  type EncodedCommand,
  type EventOf,
  type EventType,
  type GcEvent,
} from '../../../protocol';
import { canRaise } from '../command-kinds';
import type { CommandRequest, KnownToCommands, Unsent } from '../command-request';
import {
  emptyListAmong,
  failureIn,
  fits,
  mayNameNoAgent,
  noteOn,
  type Expectation,
  type GivenParameters,
} from '../confirmation';
import { wordsOn, type Words } from '../refused-in-state';
import { Sending } from '../../audit';
import { explain, saysUnsent } from '../../errors';
import type { CommandTrace } from '../../recording/command-trace';
import type { Outcome } from '../outcome';
import { contextOf } from '../../safety/first-outcome';

let lastNumber = 0;

/** One command from the moment it is asked for to its outcome, which comes exactly once. */
export class CommandInLane {
  /** Commands that are asked for later have higher numbers. */
  readonly number = ++lastNumber;
  /** The agent, or the destination of a heartbeat. */
  readonly subject: string;
  readonly trace: CommandTrace | undefined;
  /** The events that answer it and may name no agent. */
  readonly unnamedAnswers: readonly EventType[];
  readonly #row: CommandRow;
  readonly #timer: NodeJS.Timeout;
  readonly #endsAt: number;
  #expectation: Expectation;
  #sending: Sending | undefined;
  #isWithBroker = false;
  #isDecided = false;
  #isOverdue = false;
  #mayStillFail = false;
  #isAnswerNamed: boolean | undefined;
  #wasRefused = false;

  constructor(
    private readonly request: CommandRequest,
    private readonly known: KnownToCommands,
    private readonly whyUnsent: (command: CommandInLane) => Unsent,
    private readonly onOutcome: (result: Outcome | GcError) => void,
  ) {
    this.#row = commandRow(request.name);
    this.trace = request.trace;
    this.unnamedAnswers = request.confirmedBy.map(({ event }) => event).filter(mayNameNoAgent);
    this.subject = String(request.parameters[this.#row.subject]);
    this.#expectation = {
      subject: this.subject,
      parameters: request.parameters,
      earlier: { calls: [] },
      isIncoming: (dialogId) => known.isIncoming(this.subject, dialogId),
      teamOf: (agentId) => known.teamOf(agentId),
    };
    this.#endsAt = performance.now() + request.timeoutMs;
    this.#timer = setTimeout(this.#expire, request.timeoutMs);
    request.signal?.addEventListener('abort', this.#abort);
  }

  get name(): CommandName {
    return this.request.name;
  }

  get parameters(): GivenParameters {
    return this.request.parameters;
  }

  get encoded(): EncodedCommand {
    return this.request.encoded;
  }

  get mayWait(): boolean {
    return this.request.mayWait;
  }

  get isPrivate(): boolean {
    return this.request.isPrivate;
  }

  get isOwn(): boolean {
    return this.request.isOwn;
  }

  /** Whether it only asks GC for something. */
  get isQuestion(): boolean {
    return this.#row.asks ?? false;
  }

  /** The name of its lane: commands of one agent in the same lane wait for each other. */
  get lane(): string {
    return this.isQuestion ? `${this.actingLane}?` : this.actingLane;
  }

  /** The name of the lane of commands that act, of the same category and from the same side. */
  get actingLane(): string {
    return this.isOwn ? `own ${this.#row.category}` : this.#row.category;
  }

  /** Remaining time of the limit, in milliseconds. */
  get remainingMs(): number {
    return this.#endsAt - performance.now();
  }

  get isUnderWay(): boolean {
    return this.#sending !== undefined;
  }

  /** Whether it is under way and the broker has confirmed it. */
  get isWithBroker(): boolean {
    return this.#isWithBroker;
  }

  /** How GC may have got it; undefined where it was not sent. */
  get sending(): Sending | undefined {
    return this.#wasRefused ? undefined : this.#sending;
  }

  /** It was sent, its time is over, and an answer for the agent may still come. */
  get isOverdue(): boolean {
    return this.#isOverdue;
  }

  /** Marks the command as sent; from now on events can decide about it. */
  start(): void {
    this.#sending = new Sending();
    this.#expectation = { ...this.#expectation, earlier: this.known.stateOf(this.subject) };
  }

  /**
   * Whether it is a question that must wait for a command asked for before it: one whose effect GC reports with the
   * same type of event that answers the question. So GetState behind MakeReady finds out the state after it.
   */
  follows(other: CommandInLane): boolean {
    const answers = this.request.confirmedBy.map(({ event }) => event);
    const isReportedAlike = other.request.confirmedBy.some(({ event }) => answers.includes(event));
    return this.isQuestion && other.number < this.number && isReportedAlike;
  }

  /** It was not sent after all, and waits for its turn again. */
  putBack(): void {
    this.#sending = undefined;
  }

  /** Whether it may be sent, now that it is its turn; if not, this is its outcome. */
  isStillWanted(): boolean {
    const objection = this.request.objection?.();
    if (objection !== undefined) {
      this.#decide(objection);
    }
    return objection === undefined;
  }

  /** The broker has the command: that is the outcome of commands whose answer nobody waits for. */
  accepted(): void {
    this.#isWithBroker = true;
    if (this.request.confirmedBy.length === 0) {
      if (this.request.untilTaken === undefined) {
        this.#succeed();
      } else {
        this.request.untilTaken().then(() => {
          this.#succeed();
        }, this.#failUntaken);
      }
    }
  }

  /** Whether it ended when the broker had it: GC may still refuse it. */
  get mayStillFail(): boolean {
    return this.#mayStillFail;
  }

  /** Whether the event that confirmed it names the agent; undefined where none has. */
  get isAnswerNamed(): boolean | undefined {
    return this.#isAnswerNamed;
  }

  /** The answer that says that the list which the command asks for is empty; undefined where it asks for none. */
  get emptyList(): GcEvent | undefined {
    return this.isQuestion ? emptyListAmong(this.request.confirmedBy) : undefined;
  }

  /** Whether an error can belong to the command: heartbeats fail only by silence. */
  isConcernedByError({ agentId }: Partial<Pick<EventOf<'Error'>, 'agentId'>>): boolean {
    return this.#row.subject === 'agentId' && (agentId === undefined || agentId === this.subject);
  }

  /** The broker does not have the command, or nobody knows. */
  refuse(error: unknown): void {
    const { code, detail } = explain(error);
    this.#wasRefused = saysUnsent(code);
    this.fail(code, { detail });
  }

  /** Whether the event is one that GC answers such a command with. */
  isAnsweredBy(event: GcEvent): boolean {
    if (event.type === 'Error') {
      return this.isConcernedByError(event) && canRaise(this.name, event.code);
    }
    return this.#isFailedBy(event) || this.#confirmationBy(event) !== undefined;
  }

  /** Returns whether the event decided about this command. Errors go to {@link failBy}. */
  decideBy(event: GcEvent): boolean {
    const confirmation = this.#confirmationBy(event);
    if (this.#isUnknownAgentIn(event)) {
      this.fail('RE_LOGIN');
    } else if (this.#isFailedBy(event)) {
      this.fail(...failureIn(event));
    } else if (confirmation !== undefined) {
      this.#succeed(event, noteOn(confirmation, event, this.request.parameters));
    }
    return this.#isDecided;
  }

  /** Ends the command with the error that GC has published. */
  failBy(event: EventOf<'Error'>): void {
    this.fail(event.code, wordsOn(event, this.name, this.known.stateOf(this.subject)));
  }

  fail(code: string, words: Words = {}): void {
    this.#decide(new GcError(code, { ...contextOf(this.request), ...words }));
  }

  /** GC says that it does not know the agent of the command. */
  #isUnknownAgentIn(event: GcEvent): boolean {
    const isUnknown = event.type === 'State' && event.state === 'RE_LOGIN' && event.agentId === this.subject;
    return isUnknown && !this.#row.introducesAgent;
  }

  #confirmationBy(event: GcEvent): Confirmation | undefined {
    return this.request.confirmedBy.find((confirmation) => fits(confirmation, event, this.#expectation));
  }

  #isFailedBy(event: GcEvent): boolean {
    return this.#row.failedBy?.some((failure) => fits(failure, event, this.#expectation)) ?? false;
  }

  readonly #failUntaken = ({ code, phrase }: GcError): void => {
    this.fail(code, { detail: phrase.values.detail });
  };

  #succeed(event?: GcEvent, note?: string): void {
    this.#mayStillFail = event === undefined;
    if (event !== undefined) {
      this.#isAnswerNamed = 'agentId' in event && event.agentId !== undefined;
    }
    const named = this.request.parameters.dialogId;
    const dialogId = event !== undefined && 'dialogId' in event ? event.dialogId : named;
    this.#decide({
      command: this.request.name,
      ...(event === undefined ? { outcome: 'sent' } : { outcome: 'confirmed', event }),
      ...(dialogId === undefined ? {} : { dialogId: String(dialogId) }),
      ...(note === undefined ? {} : { note }),
      sentAt: this.#sending?.sentAt ?? Date.now(),
      latencyMs: this.#sending?.latencyMs ?? 0,
    });
  }

  #decide(result: Outcome | GcError): void {
    if (this.#isDecided) {
      return;
    }
    this.#isDecided = true;
    clearTimeout(this.#timer);
    this.request.signal?.removeEventListener('abort', this.#abort);
    this.onOutcome(result);
  }

  readonly #expire = (): void => {
    if (this.isUnderWay) {
      this.#isOverdue = this.#row.subject === 'agentId';
      this.fail('GC_TIMEOUT');
    } else {
      const { code, ...words } = this.whyUnsent(this);
      this.fail(code, words);
    }
  };

  readonly #abort = (): void => {
    this.fail('GC_CLOSED');
  };
}

import {
  commandRow,
  errorsOfAnyCommand,
  findError,
  GcError,
  type CommandName,
  type CommandRow,
  type EncodedCommand,
  type ErrorCode,
  type GcEvent,
  type ParameterName,
  type ParameterValue,
} from '../protocol';
import { fits, type Expectation } from './confirmation';
import type { Outcome } from './outcome';

export interface CommandRequest {
  readonly name: CommandName;
  readonly parameters: Readonly<Partial<Record<ParameterName, ParameterValue>>>;
  readonly encoded: EncodedCommand;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a command needs to know of the calls of its agent. */
export interface KnownCalls {
  of(agentId: string): readonly { readonly dialogId: string }[];
  isIncoming(agentId: string, dialogId: string): boolean;
}

/** One command from the moment it is asked for to its outcome, which comes exactly once. */
export class CommandInLane {
  /** The agent, or the destination of a heartbeat. */
  readonly subject: string;
  readonly lane: string;
  readonly #row: CommandRow;
  readonly #timer: NodeJS.Timeout;
  #knownDialogs: readonly string[] = [];
  #sentAt: number | undefined;
  #isDecided = false;

  constructor(
    private readonly request: CommandRequest,
    private readonly calls: KnownCalls,
    private readonly onOutcome: (result: Outcome | GcError) => void,
  ) {
    this.#row = commandRow(request.name);
    this.subject = String(request.parameters[this.#row.subject]);
    this.lane = `${this.#row.category}#${this.subject}`;
    this.#timer = setTimeout(this.#expire, request.timeoutMs);
    request.signal?.addEventListener('abort', this.#abort);
  }

  get encoded(): EncodedCommand {
    return this.request.encoded;
  }

  get isUnderWay(): boolean {
    return this.#sentAt !== undefined;
  }

  /** Marks the command as sent; from now on events can decide about it. */
  start(): void {
    this.#sentAt = Date.now();
    this.#knownDialogs = this.calls.of(this.subject).map(({ dialogId }) => dialogId);
  }

  /** The broker has the command: that is the outcome of commands that GC does not answer. */
  accepted(): void {
    if (this.#row.confirmedBy.length === 0) {
      this.#succeed();
    }
  }

  /** Returns whether the event decided about this command. */
  decideBy(event: GcEvent): boolean {
    const { confirmedBy, failedBy, introducesAgent } = this.#row;
    const expectation = this.#expectation();
    if (event.type === 'State' && event.state === 'RE_LOGIN' && !introducesAgent) {
      this.fail('RE_LOGIN');
    } else if (failedBy?.some((confirmation) => fits(confirmation, event, expectation))) {
      this.#failCall(event);
    } else if (confirmedBy.some((confirmation) => fits(confirmation, event, expectation))) {
      this.#succeed(event);
    }
    return this.#isDecided;
  }

  /** Whether GC can answer this command with this error; codes that no table knows can come from any command. */
  canRaise(code: string): boolean {
    const known = code as ErrorCode;
    const raises = [...errorsOfAnyCommand, ...(this.#row.raises ?? [])];
    return findError(code) === undefined || raises.includes(known);
  }

  fail(code: string, detail?: string): void {
    const { name, parameters } = this.request;
    const dialogId = parameters.dialogId;
    this.#decide(
      new GcError(code, {
        command: name,
        agentId: this.#row.subject === 'agentId' ? this.subject : undefined,
        dialogId: dialogId === undefined ? undefined : String(dialogId),
        detail,
      }),
    );
  }

  #succeed(event?: GcEvent): void {
    const now = Date.now();
    const sentAt = this.#sentAt ?? now;
    const named = this.request.parameters.dialogId;
    const dialogId = event !== undefined && 'dialogId' in event ? event.dialogId : named;
    this.#decide({
      command: this.request.name,
      ...(event === undefined ? { outcome: 'sent' } : { outcome: 'confirmed', event }),
      ...(dialogId === undefined ? {} : { dialogId: String(dialogId) }),
      sentAt,
      latencyMs: now - sentAt,
    });
  }

  /** The cause GC gives is the code where it is one. */
  #failCall(event: GcEvent): void {
    const cause = 'cause' in event ? event.cause : undefined;
    if (cause !== undefined && findError(cause) !== undefined) {
      this.fail(cause);
    } else {
      this.fail('GC_CALL_FAILED', cause === undefined ? undefined : `the call could not be set up: ${cause}`);
    }
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

  #expectation(): Expectation {
    return {
      parameters: this.request.parameters,
      isOwnNewDialog: (dialogId) =>
        !this.#knownDialogs.includes(dialogId) && !this.calls.isIncoming(this.subject, dialogId),
    };
  }

  readonly #expire = (): void => {
    const unsent = 'earlier commands of the agent took all the time; nothing was sent';
    this.fail('GC_TIMEOUT', this.isUnderWay ? undefined : unsent);
  };

  readonly #abort = (): void => {
    this.fail('GC_CLOSED');
  };
}

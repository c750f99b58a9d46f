import {
  commandRow,
  encodeCommand,
  GcError,
  isCommandName,
  passwordEncryptor,
  sayOfValue,
  shownValue,
  type CommandName,
  type CommandParameters,
  type Confirmation,
  type GcEvent,
} from '../../protocol';
import { findProblemOfNumber } from '../../stomp';
import { Audit, checkAsker, type CommandAccount } from '../audit';
import { secretsGiven, secretsSent } from './command-secrets';
import { hasPassword, isCallControl, isHeartbeat } from './command-kinds';
import { Dialling } from './dialling';
import { CommandInLane } from './lanes/command-in-lane';
import type { CommandWatcher } from './command-watcher';
import type { CommandMessage, CommandRequest, KnownToCommands } from './command-request';
import type { CommandSettings } from '../command-settings';
import { checkChoice, checkNumber, defaultHeartbeatMs, defaultTimeoutMs, timeFrom } from '../configuration';
import type { GivenParameters } from './confirmation';
import { QueueRead } from '../connection/queue-read';
import { Recorder } from '../recording/recorder';
import type { CommandTrace } from '../recording/command-trace';
import type { Counting } from '../metrics/counters';
import { knownToCommands, type KnownState } from './known-state';
import { Lanes } from './lanes/lanes';
import type { AnswerMarks } from '../delivery/receipt';
import { rehearsed, type CommandOptions, type Outcome } from './outcome';
import { Keys, Safety, type OnOutcome } from '../safety';
import { confirmationsOf } from './site-confirmations';
import { say } from '../phrases';

/** Clocks may differ by this much without a command dying before its time. */
const clockMarginMs = 2000;

/** What goes out: each command is checked, waits in its lane, is sent, and ends in one outcome. */
export class Commands {
  readonly #timeoutMs: number;
  readonly #heartbeatMs: number;
  readonly #mayWait: boolean;
  readonly #expire: boolean;
  readonly #encryptSecret: ((secret: string) => string) | undefined;
  readonly #confirmationsOf: (name: CommandName) => readonly Confirmation[];
  readonly dialling: Dialling;
  readonly #safety: Safety;
  readonly #lanes: Lanes;
  readonly #known: KnownToCommands;
  #isClosed = false;

  /** @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be used. */
  constructor(
    settings: CommandSettings,
    private readonly send: (message: CommandMessage) => Promise<void>,
    known: KnownState,
    private readonly counting: Counting,
    private readonly watcher?: CommandWatcher,
    private readonly keys = new Keys(settings.safety),
    private readonly queueRead = new QueueRead(() => Promise.reject(new GcError('GC_CLOSED'))),
    private readonly recorder = new Recorder(),
    private readonly audit = new Audit(),
  ) {
    const { timeoutMs = defaultTimeoutMs, heartbeatMs = defaultHeartbeatMs } = settings;
    this.#timeoutMs = checkNumber('the time limit (timeoutMs)', timeoutMs, timeFrom(1));
    this.#heartbeatMs = checkNumber('the interval of the heartbeat (heartbeatMs)', heartbeatMs, timeFrom(1));
    this.#mayWait = checkChoice('whileAway', settings.whileAway ?? 'fail', ['fail', 'wait']) === 'wait';
    this.#expire = settings.expireCommands ?? true;
    this.#encryptSecret = settings.passwordEncryption && passwordEncryptor(settings.passwordEncryption);
    this.#confirmationsOf = confirmationsOf(settings.confirmations);
    this.dialling = new Dialling(settings.dialPlan);
    this.#safety = new Safety(settings.safety ?? {}, known.calls);
    this.#lanes = new Lanes((command) => this.#deliver(command));
    this.#known = knownToCommands(known);
  }

  /** How many have no outcome yet. */
  get waiting(): number {
    return this.#lanes.size;
  }

  /**
   * Sends what a user of the client asks for, if the dial plan and the safety rules agree.
   *
   * @throws {GcError}
   */
  run<N extends CommandName>(
    name: N,
    parameters: CommandParameters<N>,
    options: CommandOptions = {},
  ): Promise<Outcome> {
    const { key } = options;
    return this.audit.follow({ ...options, name, parameters }, async (account) => {
      if (!isCommandName(name)) {
        throw unknownCommand(name);
      }
      const { parameters: dialling, dialled, refusal } = this.dialling.apply(name, parameters);
      account.dialled = dialled;
      const outcome = await this.#counted(name, dialling, (trace) => {
        if (refusal !== undefined) {
          throw refusal;
        }
        const checked = this.#request(name, dialling, options);
        const mayWait = this.#mayWait && !isCallControl(name);
        const request = { ...checked, mayWait, isOwn: false, trace, account };
        return key === undefined ? this.#admit(request) : this.#runOnce(request, key);
      });
      return dialled === undefined ? outcome : { ...outcome, dialled };
    });
  }

  /**
   * Sends what the client needs itself (heartbeats, recovery): the safety rules and the limits are not for this, and it
   * never waits: neither for a connection nor for what users have asked for. `by`: the user who lets it ask.
   *
   * @throws {GcError}
   */
  runOwn<N extends CommandName>(
    name: N,
    parameters: CommandParameters<N>,
    options: CommandOptions = {},
  ): Promise<Outcome> {
    const { by = 'connection', automatic } = options;
    const run = (account?: CommandAccount) =>
      this.#counted(name, parameters, (trace) => {
        const request = this.#request(name, parameters, options);
        return this.#enter({ ...request, mayWait: false, isOwn: true, trace, account });
      });
    return isHeartbeat(name) ? run() : this.audit.follow({ name, parameters, by, automatic }, run);
  }

  /** Lets an event decide about what is under way. Returns what is special about it as an answer. */
  offer(event: GcEvent): AnswerMarks {
    return this.#lanes.offer(event);
  }

  /** Users' commands for this agent wait, at most their own time limit, until it is released. */
  hold(agentId: string): void {
    this.#lanes.hold(agentId);
  }

  release(agentId: string): void {
    this.#lanes.release(agentId);
  }

  /** Whether a user's command for this agent waits. */
  isAwaited(agentId: string): boolean {
    return this.#lanes.isAwaited(agentId);
  }

  /** There is a connection: what has waited goes out. */
  connected(): void {
    this.#lanes.open();
  }

  /** The connection has gone: what is under way fails, and what may not wait. */
  disconnected(): void {
    this.#lanes.close();
  }

  /** Everything fails with GC_CLOSED, now and from now on. */
  close(): void {
    this.#isClosed = true;
    this.#lanes.failAll('GC_CLOSED');
  }

  /** Sends a command with a key, if that has not come before. */
  #runOnce(request: CommandRequest, key: string): Promise<Outcome> {
    this.#checkRoom(request);
    this.#safety.check(request);
    const endsAt = performance.now() + request.timeoutMs;
    return this.keys.carryOut({ ...request, key }, request, (onEnd) => {
      this.#checkOpen(request);
      return this.#admit({ ...request, timeoutMs: Math.max(1, endsAt - performance.now()) }, onEnd);
    });
  }

  /** Lets a command into its lane, if the safety rules agree. */
  #admit(request: CommandRequest, onEnd?: OnOutcome): Promise<Outcome> {
    const { name, parameters } = request;
    this.#checkRoom(request);
    const end = this.#safety.admit(request);
    if (this.#safety.isDryRun) {
      end(true);
      onEnd?.(true);
      return Promise.resolve(rehearsed(name));
    }
    this.watcher?.asked(name, parameters);
    return this.#enter(request, (result, wasSent) => {
      end(wasSent);
      onEnd?.(wasSent);
      this.watcher?.ended(name, parameters, result);
    });
  }

  /** Counts what becomes of a command, and lets it be recorded. */
  async #counted(
    name: CommandName,
    parameters: GivenParameters,
    run: (trace: CommandTrace | undefined) => Promise<Outcome>,
  ): Promise<Outcome> {
    this.recorder.secrets.learnAll(secretsGiven(name, parameters));
    const trace = this.recorder.now?.asked(name, parameters);
    try {
      const outcome = await run(trace);
      trace?.ended(outcome);
      if (!outcome.repeated) {
        this.counting.outcome(outcome);
      }
      return outcome;
    } catch (error) {
      if (error instanceof GcError) {
        trace?.ended(error);
        this.counting.failure(name, error.code);
      }
      throw error;
    }
  }

  #request<N extends CommandName>(
    name: N,
    parameters: CommandParameters<N>,
    { timeoutMs = this.#timeoutMs, signal, objection, goOnWhen, isPrivate = false, by }: CommandOptions,
  ): Omit<CommandRequest, 'mayWait' | 'isOwn' | 'trace'> {
    const encoded = encodeCommand(name, parameters, this.#encryptSecret);
    const problem = findProblemOfNumber(timeoutMs, timeFrom(1));
    if (problem !== undefined) {
      throw new GcError('GC_INVALID_PARAMETER', {
        command: name,
        detail: sayOfValue('problem', { what: 'timeoutMs', problem }),
      });
    }
    checkAsker(by, name);
    this.#checkOpen({ name, signal });
    const confirmedBy = goOnWhen === 'sent' ? [] : this.#confirmationsOf(name);
    const untilTaken = goOnWhen === 'taken' ? () => this.queueRead.untilTaken() : undefined;
    const checked = { name, parameters: { ...parameters }, encoded };
    return { ...checked, timeoutMs, confirmedBy, untilTaken, signal, objection, isPrivate };
  }

  #checkOpen({ name, signal }: Pick<CommandRequest, 'name' | 'signal'>): void {
    if (this.#isClosed || signal?.aborted) {
      throw new GcError('GC_CLOSED', { command: name });
    }
  }

  #checkRoom({ name, parameters }: Pick<CommandRequest, 'name' | 'parameters'>): void {
    const subject = String(parameters[commandRow(name).subject]);
    const problem = this.#lanes.limits.problemOf(subject);
    if (problem !== undefined) {
      const agentId = parameters.agentId === undefined ? undefined : String(parameters.agentId);
      throw new GcError('GC_TOO_MANY_COMMANDS', { command: name, agentId, ...problem });
    }
  }

  #enter(
    request: CommandRequest,
    onEnd?: (result: Outcome | GcError, wasSent: boolean) => void,
  ): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const whyUnsent = (command: CommandInLane) => this.#lanes.whyUnsent(command);
      const command = new CommandInLane(request, this.#known, whyUnsent, (result) => {
        this.#lanes.remove(command);
        request.account?.left(command.sending);
        onEnd?.(result, command.sending !== undefined);
        if (result instanceof GcError) {
          reject(result);
        } else {
          resolve(result);
        }
      });
      this.#lanes.add(command);
    });
  }

  #deliver({ name, encoded, remainingMs, isOwn, parameters, trace }: CommandInLane): Promise<void> {
    this.watcher?.sent(name, parameters);
    // One heartbeat waits for a GC that is away, so that it answers as soon as it is back.
    const keptMs = isHeartbeat(name) ? Math.max(remainingMs, this.#heartbeatMs) : remainingMs;
    const expires = String(Math.round(Date.now() + keptMs + clockMarginMs));
    const headers = this.#expire ? { expires } : {};
    this.recorder.secrets.learnAll(secretsSent(name, encoded.body));
    trace?.sent({ ...encoded, headers });
    // What is persistent and expires ends in ActiveMQ's dead letter queue, where no password must lie.
    const persistent = !isHeartbeat(name) && !hasPassword(name);
    return this.send({ ...encoded, headers, persistent, ...(isOwn ? { urgent: true } : {}) });
  }
}

/** JavaScript can ask for anything. */
function unknownCommand(name: unknown): GcError {
  return new GcError('GC_INVALID_PARAMETER', { detail: say('unknownCommand', { got: shownValue(name) }) });
}

import type { Node } from 'node-red';
import { Backoff, type GcClient, type GivenAsker, type Outcome } from '../../client';
import type { Text } from '../../common/phrase';
import { commandRow, GcError, settable } from '../../protocol';
import { say } from '../language/phrases';
import type { SharedConnection } from '../connection/shared-connection';
import { EndOfCalls } from './end-of-calls';
import { targetOf, type TriedCommand } from './tried-command';

/** For how long a command is tried, in milliseconds. A call with its wrap-up is over long before. */
export const mostMs = 4 * 60 * 60_000;

/** Between tries that have failed. */
const pauses = { minMs: 1000, maxMs: 30_000 };

/** What became of a command, and how often it was sent by this process. */
export type TriedOutcome = Outcome & { readonly tries: number };

/** Sends a command until GC has it, or it is too late for it. */
export class Tries {
  readonly #target: string;
  readonly #end: EndOfCalls;
  readonly #pauses = new Backoff(pauses);
  readonly #endsAt: number;
  #tries = 0;
  #failure: GcError | undefined;
  #client: GcClient | undefined;
  /** Ends the pause between two tries. */
  #wake: () => void = () => undefined;

  /** `saidAt`: when the message came, as `performance.now()` tells it. `signal` aborts when the node closes. */
  constructor(
    private readonly node: Node,
    private readonly connection: SharedConnection,
    private readonly command: TriedCommand,
    private readonly saidAt: number,
    private readonly signal: AbortSignal,
    private readonly by: GivenAsker,
  ) {
    this.#target = targetOf(command.name, command.parameters);
    this.#end = new EndOfCalls(command);
    this.#endsAt = saidAt + mostMs;
  }

  /**
   * Resolves when GC has the command.
   *
   * @throws {GcError} GC_CALL_OVER, GC_REPLACED, GC_TIMEOUT when it is too late; GC_CLOSED when the node closes; or an
   * error of GC that will not pass. `onRetry` is told that a try has failed and another one follows.
   */
  async run(onRetry: () => void): Promise<TriedOutcome> {
    const ends = [
      this.connection.follow(this.node, [this.command.agentId], (event) => {
        this.#end.hear(event);
        this.#wakeIfTooLate();
      }),
      this.connection.values.follow(this.#target, () => {
        this.#wakeIfTooLate();
      }),
    ];
    try {
      return await this.#run(onRetry);
    } finally {
      ends.forEach((end) => {
        end();
      });
    }
  }

  /** The connection has recovered: the next try begins now. */
  hurry(): void {
    this.#pauses.reset();
    this.#wake();
  }

  async #run(onRetry: () => void): Promise<TriedOutcome> {
    for (;;) {
      this.#checkTime();
      const outcome = await this.#try();
      if (outcome !== undefined) {
        return outcome;
      }
      this.#checkTime();
      onRetry();
      await this.#pause();
    }
  }

  /** Undefined where it has failed, and may be tried again. */
  async #try(): Promise<TriedOutcome | undefined> {
    const { name, parameters, timeoutMs } = this.command;
    this.#tries += 1;
    try {
      this.#client = await this.connection.client();
      const { signal, by } = this;
      const options = { timeoutMs, signal, by, goOnWhen: 'taken', tries: this.#tries } as const;
      // It checks the parameters, whatever they are.
      const outcome = await this.#client.command(name, parameters as never, options);
      return { ...outcome, tries: this.#tries };
    } catch (error) {
      if (this.signal.aborted || !mayPass(error)) {
        throw error;
      }
      this.#failure = error;
      return undefined;
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, this.#pauses.next());
      this.#wake = wake;
      this.signal.addEventListener('abort', wake);
    });
  }

  #wakeIfTooLate(): void {
    if (this.#whyTooLate() !== undefined) {
      this.#wake();
    }
  }

  #checkTime(): void {
    const error = this.#whyTooLate();
    if (error !== undefined) {
      throw error;
    }
  }

  #whyTooLate(): GcError | undefined {
    const { name: command, agentId, calls } = this.command;
    const context = { command, agentId, dialogId: calls[0] };
    if (this.signal.aborted) {
      return new GcError('GC_CLOSED', context);
    }
    if (!this.connection.values.isLatest(this.#target, this.saidAt)) {
      const { sets } = commandRow(command);
      const what = sets === undefined ? '' : settable(sets.what);
      const detail = say('laterValue', { what, soFar: this.#soFar });
      return new GcError('GC_REPLACED', { ...context, detail });
    }
    const end = this.#client && this.#end.reason(this.#client);
    if (end !== undefined) {
      return new GcError('GC_CALL_OVER', { ...context, detail: say('tooLate', { end, soFar: this.#soFar }) });
    }
    if (performance.now() >= this.#endsAt) {
      const detail = say('notTaken', { hours: mostMs / 3_600_000, soFar: this.#soFar });
      return new GcError('GC_TIMEOUT', { ...context, detail });
    }
    return undefined;
  }

  /** What has been done until now, as the end of a clause. */
  get #soFar(): Text {
    if (this.#failure === undefined) {
      return '';
    }
    const { code } = this.#failure;
    return this.#tries === 1 ? say('triedOnce', { code }) : say('triedOften', { times: this.#tries, code });
  }
}

/** Whether a command that has failed with this may work later. */
function mayPass(error: unknown): error is GcError {
  return error instanceof GcError && (error.retryable || error.code === 'GC_CLOSED');
}

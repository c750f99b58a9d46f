import type { NamedLegSnapshot } from '../../../client';
import { findError, GcError } from '../../../protocol';
import type { Finding } from '../../report/finding';
import type { AgentCheck } from '../agent';
import { limited } from '../in-time';
import { problem } from '../step';

/** Somebody has to get up and go to the phone. */
export const answerMs = 45_000;
const answerOfGcMs = 5000;

/** What the steps about calls know. */
export class CallCheck {
  /** The call that the agent has made. */
  dialogId: string | undefined;

  constructor(
    readonly agent: AgentCheck,
    /** The extension that is called. */
    readonly called: string,
    /** The extension that is consulted. */
    readonly consulted: string,
  ) {}

  /** Where the call is, as GC tells it; undefined once it is over. */
  find(dialogId: string): NamedLegSnapshot | undefined {
    return this.agent.calls.find((call) => call.dialogId === dialogId);
  }

  /**
   * Says that a number is called, calls it, and waits until somebody has answered.
   *
   * @returns the id of the call, or why there is none that somebody has answered
   */
  async call(
    command: 'MakeCall' | 'ConsultCall',
    number: string,
    signal: AbortSignal,
    say: (line: string) => void,
  ): Promise<string | Finding> {
    signal.throwIfAborted();
    say(`Calling ${number}: answer there, if the phone does not answer by itself.`);
    const { agent } = this;
    const earlier = agent.calls.map(({ dialogId }) => dialogId);
    const outcome = await (command === 'MakeCall'
      ? agent.dial(command, { number }, signal)
      : agent.dial(command, { number, dialogId: this.current }, signal));
    const id = outcome.dialogId ?? (await this.#askForNewCall(earlier, signal));
    if (id !== undefined) {
      return (await this.#untilAnswered(id, number, signal)) ?? id;
    }
    return problem(
      'call-without-id',
      `GC names no dialog id for the call to ${number}, without which it can be neither held nor hung up.`,
      'Let GC speak JSON or its new text format; in the old one it leaves the id out.',
    );
  }

  async #askForNewCall(earlier: readonly string[], signal: AbortSignal): Promise<string | undefined> {
    const { agent } = this;
    const find = () => agent.calls.find(({ dialogId }) => !earlier.includes(dialogId))?.dialogId;
    await limited(signal, answerOfGcMs, (either) => agent.nameCalls(either));
    await limited(signal, answerOfGcMs, (either) => agent.until(() => find() !== undefined, either));
    return find();
  }

  /**
   * Waits until somebody has answered.
   *
   * @returns what has come between
   */
  async #untilAnswered(dialogId: string, number: string, signal: AbortSignal): Promise<Finding | undefined> {
    const isDecided = () => {
      const state = this.find(dialogId)?.state;
      return state === undefined || state === 'FAILED' || state === 'ACTIVE';
    };
    await this.agent.until(isDecided, signal);
    signal.throwIfAborted();
    const call = this.find(dialogId);
    if (call?.state === 'ACTIVE') {
      return undefined;
    }
    const why = call?.cause ?? 'GC gives no reason';
    return problem(
      'call-not-answered',
      `The call to ${number} has failed: ${findError(why)?.meaning ?? why}.`,
      'Name an extension with --call that is free and can be called from the extension of the agent.',
    );
  }

  /** @throws {GcError} NO_DIALOG_ID where the steps before have left no call */
  get current(): string {
    if (this.dialogId === undefined) {
      throw new GcError('NO_DIALOG_ID', { agentId: this.agent.agentId });
    }
    return this.dialogId;
  }
}

import type { NamedLegSnapshot } from '../../../client';
import { findError, GcError } from '../../../protocol';
import type { Finding } from '../../report/finding';
import type { AgentCheck } from '../agent';
import { problem } from '../step';

/** Somebody has to get up and go to the phone. */
export const answerMs = 45_000;

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
   * Waits until somebody has answered.
   *
   * @returns what has come between
   */
  async untilAnswered(dialogId: string, number: string, signal: AbortSignal): Promise<Finding | undefined> {
    const isDecided = () => {
      const state = this.find(dialogId)?.state;
      return state === undefined || state === 'FAILED' || state === 'ACTIVE';
    };
    await this.agent.until(isDecided, signal);
    const call = this.find(dialogId);
    if (call?.state === 'ACTIVE' || signal.aborted) {
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

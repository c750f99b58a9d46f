import type { CommandName, GcEvent } from '../protocol';

/**
 * What became of a command: `confirmed` by an event of GC; or `sent`, for commands that GC does not answer, when
 * the broker has it.
 */
export interface Outcome {
  readonly command: CommandName;
  readonly outcome: 'confirmed' | 'sent';
  /** The event that confirmed it; absent when the outcome is `sent`. */
  readonly event?: GcEvent;
  /** The call it was about: the one named, or the one that came of it. */
  readonly dialogId?: string;
  /** When the command was sent, in milliseconds since 1970. */
  readonly sentAt: number;
  /** Milliseconds from sending to the outcome. */
  readonly latencyMs: number;
}

export interface CommandOptions {
  /** How long the command may take altogether, in milliseconds; default: the client's. */
  readonly timeoutMs?: number | undefined;
  /** Gives the command up when aborted: it fails with GC_CLOSED. */
  readonly signal?: AbortSignal | undefined;
}

import type { CommandName, GcError, GcEvent } from '../../protocol';
import type { GivenAsker } from '../audit/asker';

/**
 * What became of a command: `confirmed` by an event of GC; or `sent`, when the broker has it, for commands whose answer
 * nobody waits for; or `dry-run`: it would have been sent, if the safety rules did not keep everything here.
 */
export interface Outcome {
  readonly command: CommandName;
  readonly outcome: 'confirmed' | 'sent' | 'dry-run';
  /** The event that confirmed it; only where the outcome is `confirmed`. */
  readonly event?: GcEvent;
  /** The call it was about: the one named, or the one that came of it. */
  readonly dialogId?: string;
  /** The number as it was dialled; only where the client has a dial plan. */
  readonly dialled?: string;
  /** What is unusual about the confirmation: GC reports another reason than the one that was sent. */
  readonly note?: string;
  /** It is the outcome of an earlier command with the same key; this one was not sent. */
  readonly repeated?: true;
  /** When the command was sent, in milliseconds since 1970. */
  readonly sentAt: number;
  /** Milliseconds from sending to the outcome. */
  readonly latencyMs: number;
}

/** In a dry run the command ends here. */
export function rehearsed(command: CommandName): Outcome {
  return { command, outcome: 'dry-run', sentAt: Date.now(), latencyMs: 0 };
}

export interface CommandOptions {
  /** How long the command may take altogether, in milliseconds, from 1 to a week; default: the client's. */
  readonly timeoutMs?: number | undefined;
  /**
   * When the command has its outcome: `confirmed`, the default, when GC has confirmed it; `sent`: as soon as the broker
   * has it. Whether it worked is not known then. `taken` is `confirmed`, but a command that GC does not confirm has its
   * outcome when GC has taken it from the queue: when it has answered a heartbeat that went out afterwards.
   */
  readonly goOnWhen?: 'confirmed' | 'sent' | 'taken' | undefined;
  /** Marks the event that answers only this command as `private` in its receipt: nobody else has asked for it. */
  readonly isPrivate?: boolean | undefined;
  /** Gives the command up when aborted: it fails with GC_CLOSED. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Names what the command is for, such as the id of a webhook's call. It is written into the client's store before the
   * command takes its place among the others of the agent, and the outcome afterwards. The same key with the same
   * command is not sent again for the time of `safety.repeatWithinMs`, unless GC certainly did not get the first one: it
   * fails with GC_REPEATED_KEY, or as `safety.repeatedKey` says. While the store cannot be used, a command with a key
   * fails with GC_STORE_UNAVAILABLE.
   */
  readonly key?: string | undefined;
  /**
   * Asked when everything that was in front of the command is done and it is about to be sent: if it returns an
   * error, that is what becomes of the command, and nothing is sent.
   */
  readonly objection?: (() => GcError | undefined) | undefined;
  /** Who asks, for `CommandEnded`; default: `{ kind: 'library' }`. Of each text, 200 characters count. */
  readonly by?: GivenAsker | undefined;
  /** The caller asks of its own accord, for something else that was asked for; for `CommandEnded`. */
  readonly automatic?: boolean | undefined;
  /** Which try this is, for `CommandEnded`, where the caller keeps trying. */
  readonly tries?: number | undefined;
}

import type { Phrase } from '../../common/phrase';
import type { CommandName, Confirmation, EncodedCommand, ErrorCode, GcError } from '../../protocol';
import type { CommandAccount } from '../audit';
import type { CommandTrace } from '../recording/command-trace';
import type { Earlier, GivenParameters } from './confirmation';

/** A command as it was asked for, checked and encoded. */
export interface CommandRequest {
  readonly name: CommandName;
  readonly parameters: GivenParameters;
  readonly encoded: EncodedCommand;
  readonly timeoutMs: number;
  /** Any of these confirms it; none: its outcome is that the broker has it. */
  readonly confirmedBy: readonly Confirmation[];
  /** Resolves when GC has taken what the broker has; where this is given, an unconfirmed command waits for it. */
  readonly untilTaken?: (() => Promise<void>) | undefined;
  /** Whether it stays while there is no connection. */
  readonly mayWait: boolean;
  /** Its answer is not for the listeners. */
  readonly isPrivate: boolean;
  /** The client needs it itself, for a heartbeat or to recover. */
  readonly isOwn: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Where it is written down; undefined while nothing is recorded. */
  readonly trace: CommandTrace | undefined;
  /** For the report of its end; undefined for heartbeats, of which none is made. */
  readonly account?: CommandAccount | undefined;
  /** Why it must not be sent after all. */
  readonly objection?: (() => GcError | undefined) | undefined;
}

/** A command on its way to the broker. */
export interface CommandMessage extends EncodedCommand {
  readonly headers: Readonly<Record<string, string>>;
  readonly persistent: boolean;
  /** It does not wait for messages that the broker has not confirmed. */
  readonly urgent?: true;
}

/** What a command can ask about agents, calls and other commands. */
export interface KnownToCommands {
  /** What is known of an agent now. */
  stateOf(agentId: string): Earlier;
  /** Whether a call of the agent is an incoming one; without a dialog id, whether any is. */
  isIncoming(agentId: string, dialogId: string | undefined): boolean;
  teamOf(agentId: string): string | undefined;
}

/** Why a command was not sent in its time. */
export interface Unsent {
  readonly code: ErrorCode;
  readonly detail: Phrase;
  readonly whatToDo?: Phrase;
}

import type { Phrase } from '../../common/phrase';
import type { CommandName, ErrorCode } from '../../protocol';
import type { GivenParameters } from '../commands/confirmation';

/** A command that somebody wants to send; its parameters have been found right. */
export interface AskedCommand {
  readonly name: CommandName;
  readonly parameters: GivenParameters;
}

/** Why a command may not be sent, as a clause that can follow "failed: ". */
export interface RuleRefusal {
  readonly code: ErrorCode;
  readonly detail: Phrase;
}

/** Told when the command has its outcome, and whether GC may have got it. */
export type OnOutcome = (wasSent: boolean) => void;

/** One of the rules of a connection. */
export interface SafetyRule {
  /** Changes nothing: another rule may refuse the command. */
  check(command: AskedCommand): RuleRefusal | undefined;
  /** Every rule agreed, and the command goes out. */
  take?(command: AskedCommand): OnOutcome | undefined;
}

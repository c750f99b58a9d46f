import { findError, type ErrorCode, type ErrorOrigin } from './catalogue/errors';
import { findUserMessage } from './catalogue/user-messages';

/** Which command failed, and for whom; and what GC or this package knows beyond the code. */
export interface ErrorContext {
  readonly command?: string | undefined;
  readonly agentId?: string | undefined;
  readonly dialogId?: string | undefined;
  /** Replaces the table's meaning where more is known, as a clause that can follow "failed: ". */
  readonly detail?: string | undefined;
  /** Replaces the table's advice where better advice is known, as a sentence. */
  readonly whatToDo?: string | undefined;
  /** What is known of the reason, as data. */
  readonly cause?: unknown;
}

/**
 * Anything that went wrong with GC. `code` is stable: GC's own (`CF_RESOURCE_BUSY`) or ours
 * (`GC_TIMEOUT`, `GC_NOT_CONNECTED`, …); a code that no table knows passes through.
 */
export class GcError extends Error {
  readonly code: string;
  readonly origin: ErrorOrigin;
  /** What happened, as a clause. */
  readonly detail: string;
  readonly whatToDo: string;
  /** The specification's message for the agent's eyes, where it has one. */
  readonly userMessage: string | undefined;
  readonly retryable: boolean;
  readonly command: string | undefined;
  readonly agentId: string | undefined;
  readonly dialogId: string | undefined;

  constructor(code: ErrorCode | (string & {}), context: ErrorContext = {}) {
    const known = findError(code);
    const detail = context.detail ?? known?.meaning ?? 'GC reports an error that is not documented';
    const whatToDo = context.whatToDo ?? known?.whatToDo ?? 'See the documentation of Finesse for this code.';
    super(`${subject(context)}${detail} (${code}). ${whatToDo}`, causeIn(context));
    this.name = 'GcError';
    this.code = code;
    this.origin = known?.origin ?? 'GC';
    this.detail = detail;
    this.whatToDo = whatToDo;
    this.userMessage = findUserMessage('Error', code);
    this.retryable = known?.retryable ?? false;
    this.command = context.command;
    this.agentId = context.agentId;
    this.dialogId = context.dialogId;
  }
}

function causeIn({ cause }: ErrorContext): ErrorOptions {
  return cause === undefined ? {} : { cause };
}

function subject({ command, agentId, dialogId }: ErrorContext): string {
  if (command === undefined) {
    return agentId === undefined ? '' : `Agent ${agentId}: `;
  }
  const agent = agentId === undefined ? '' : ` for agent ${agentId}`;
  const dialog = dialogId === undefined ? '' : `, call ${dialogId},`;
  return `${command}${agent}${dialog} failed: `;
}

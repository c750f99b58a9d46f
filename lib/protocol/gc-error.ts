import { inEnglish, phrase, phrasebook, type Phrase, type Text } from '../common/phrase';
import { findError, type ErrorCode, type ErrorOrigin } from './catalogue/errors';
import { findUserMessage } from './catalogue/user-messages';

/** Which command failed, and for whom; and what GC or this package knows beyond the code. */
export interface ErrorContext {
  readonly command?: string | undefined;
  readonly agentId?: string | undefined;
  readonly dialogId?: string | undefined;
  /** Replaces the table's meaning where more is known, as a clause that can follow "failed: ". */
  readonly detail?: Text | undefined;
  /** Replaces the table's advice where better advice is known, as a sentence. */
  readonly whatToDo?: Text | undefined;
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
  /** The message with its key and values, for other languages; what it is made of are its values. */
  readonly phrase: ErrorPhrase;

  constructor(code: ErrorCode | (string & {}), context: ErrorContext = {}) {
    const known = findError(code);
    const message = sentence(code, context);
    super(message.text, causeIn(context));
    this.name = 'GcError';
    this.code = code;
    this.origin = known?.origin ?? 'GC';
    this.detail = inEnglish(message.values.detail);
    this.whatToDo = inEnglish(message.values.whatToDo);
    this.userMessage = findUserMessage('Error', code);
    this.retryable = known?.retryable ?? false;
    this.command = context.command;
    this.agentId = context.agentId;
    this.dialogId = context.dialogId;
    this.phrase = message;
  }
}

/** The message of an error. */
export interface ErrorPhrase extends Phrase {
  readonly values: Phrase['values'] & { readonly detail: Text; readonly whatToDo: Text };
}

/** How a message begins, by what is known of whom it is about. */
export const sentences = phrasebook('sentence', {
  plain: '__detail__ (__code__). __whatToDo__',
  agent: 'Agent __agentId__: __detail__ (__code__). __whatToDo__',
  command: '__command__ failed: __detail__ (__code__). __whatToDo__',
  commandForAgent: '__command__ for agent __agentId__ failed: __detail__ (__code__). __whatToDo__',
  commandOnCall: '__command__, call __dialogId__, failed: __detail__ (__code__). __whatToDo__',
  commandForAgentOnCall:
    '__command__ for agent __agentId__, call __dialogId__, failed: __detail__ (__code__). __whatToDo__',
});

/** What is said of a code that no table knows. */
export const unknownError = phrasebook('unknownError', {
  meaning: 'GC reports an error that is not documented',
  whatToDo: 'See the documentation of Finesse for this code.',
});

function sentence(code: string, context: ErrorContext): ErrorPhrase {
  const { command = '', agentId = '', dialogId = '' } = context;
  const detail = context.detail ?? meaningOf(code) ?? unknownError('meaning');
  const whatToDo = context.whatToDo ?? rowText(code, 'whatToDo') ?? unknownError('whatToDo');
  const values = { command, agentId, dialogId, detail, code, whatToDo };
  return { ...sentences(beginning(context), values), values };
}

/** What a code means, as a clause; undefined for a code that no table knows. */
export function meaningOf(code: string): Phrase | undefined {
  return rowText(code, 'meaning');
}

function rowText(code: string, part: 'meaning' | 'whatToDo'): Phrase | undefined {
  const known = findError(code);
  return known && phrase(`error.${code}.${part}`, known[part]);
}

function beginning({ command, agentId, dialogId }: ErrorContext): keyof typeof sentences.texts {
  if (command === undefined) {
    return agentId === undefined ? 'plain' : 'agent';
  }
  if (dialogId === undefined) {
    return agentId === undefined ? 'command' : 'commandForAgent';
  }
  return agentId === undefined ? 'commandOnCall' : 'commandForAgentOnCall';
}

function causeIn({ cause }: ErrorContext): ErrorOptions {
  return cause === undefined ? {} : { cause };
}

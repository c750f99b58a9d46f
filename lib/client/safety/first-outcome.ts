import type { Phrase } from '../../common/phrase';
import { GcError } from '../../protocol';
import type { Outcome } from '../commands/outcome';
import { sayOfRule } from '../phrases';
import type { AskedCommand } from './rule';

/**
 * What came of the command that first came with a key: its outcome; or `failed`, with the error that GC gave for it; or
 * `unknown`: it is under way, or it was sent and nobody knows whether GC carried it out, for example because the
 * process died. An event of more than 64 kB is left out.
 */
export type FirstOutcome =
  | Outcome
  | { readonly outcome: 'failed'; readonly code: string; readonly message: string }
  | { readonly outcome: 'unknown'; readonly code?: string; readonly message?: string };

/** What is known of a command that is about to be sent, should the process die now. */
export const notKnown: FirstOutcome = { outcome: 'unknown' };

const mostEventCharacters = 64 * 1024;

/** After these, GC may have carried out the command or not. */
const open: readonly string[] = ['GC_TIMEOUT', 'GC_CONNECTION_LOST', 'GC_CLOSED', 'GC_INTERNAL_ERROR'];

/** What is written down of a command that was sent. */
export function firstOutcomeOf(result: unknown): FirstOutcome {
  if (!(result instanceof Error)) {
    const outcome = result as Outcome;
    const { event, ...rest } = outcome;
    const isLarge = event !== undefined && JSON.stringify(event).length > mostEventCharacters;
    return isLarge ? rest : outcome;
  }
  const { code = 'GC_INTERNAL_ERROR', message } = result as Partial<GcError>;
  return { outcome: open.includes(code) ? 'unknown' : 'failed', code, message: String(message) };
}

/** The error for a key that has come before. */
export function repeated(command: AskedCommand, first: FirstOutcome, how: Phrase): GcError {
  const detail = sayOfRule('repeated', { how });
  return new GcError('GC_REPEATED_KEY', { ...contextOf(command), detail, cause: first });
}

/**
 * Gives the outcome of the first command to one that repeats its key.
 *
 * @throws {GcError} the error of the first command, or GC_REPEATED_KEY where its outcome is not known.
 */
export function sameAgain(command: AskedCommand, first: FirstOutcome): Outcome {
  switch (first.outcome) {
    case 'unknown':
      throw repeated(command, first, tellFirst(first));
    case 'failed': {
      const error = new GcError(first.code, contextOf(command));
      error.message = first.message;
      throw error;
    }
    default:
      return { ...first, repeated: true };
  }
}

/** What came of the first command, as a clause. */
export function tellFirst(first: FirstOutcome): Phrase {
  switch (first.outcome) {
    case 'unknown':
      return first.code === undefined
        ? sayOfRule('firstUnknown')
        : sayOfRule('firstUnknownAfter', { code: first.code });
    case 'failed':
      return sayOfRule('firstFailed', { code: first.code });
    default:
      return first.outcome === 'dry-run'
        ? sayOfRule('firstWasDryRun')
        : sayOfRule('firstWas', { outcome: first.outcome });
  }
}

/** Whom a command is for, as an error names it. */
export function contextOf({ name, parameters: { agentId, dialogId } }: AskedCommand) {
  return {
    command: name,
    agentId: agentId === undefined ? undefined : String(agentId),
    dialogId: dialogId === undefined ? undefined : String(dialogId),
  };
}

import type { Phrase } from '../common/phrase';
import { GcError, thrownText } from '../protocol';
import { say } from './phrases';

/** Why a store cannot be used, as a clause, and what to do about it, as a sentence. */
export function unavailable(detail: Phrase, whatToDo: Phrase): GcError {
  return new GcError('GC_STORE_UNAVAILABLE', { detail, whatToDo });
}

export function closed(): GcError {
  return new GcError('GC_CLOSED', { detail: say('closed') });
}

/** What went wrong with a file, in words for the person who runs Node-RED. */
export function fileFailure(file: string, error: unknown): GcError {
  if (error instanceof GcError) {
    return error;
  }
  const { code } = Object(error) as { code?: unknown };
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return unavailable(say('noRights', { file, code }), say('giveRights'));
    case 'ENOSPC':
    case 'EDQUOT':
      return unavailable(say('diskFull', { file, code }), say('freeDisk'));
    default:
      return unavailable(say('fileFails', { file, why: thrownText(error) }), say('checkFolder'));
  }
}

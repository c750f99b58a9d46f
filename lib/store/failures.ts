import { GcError, thrownText } from '../protocol';

/** Why a store cannot be used, as a clause, and what to do about it, as a sentence. */
export function unavailable(detail: string, whatToDo: string): GcError {
  return new GcError('GC_STORE_UNAVAILABLE', { detail, whatToDo });
}

export function closed(): GcError {
  return new GcError('GC_CLOSED', { detail: 'the store was closed' });
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
      return unavailable(
        `this process may not read or write ${file} (${code})`,
        'Give the user that runs Node-RED the right to write in that folder.',
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return unavailable(`the disk with ${file} is full (${code})`, 'Free space on that disk.');
    default:
      return unavailable(
        `${file} cannot be used: ${thrownText(error)}`,
        'Check the folder and its disk, or choose another store.',
      );
  }
}

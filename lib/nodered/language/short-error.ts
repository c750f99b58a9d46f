import { phrase, type Phrase } from '../../common/phrase';

/** An error for the status of a node: "resource busy" for CF_RESOURCE_BUSY. */
export function shortError(code: string): Phrase {
  return phrase(`short.${code}`, wordsOf(code));
}

function wordsOf(code: string): string {
  return code
    .replace(/^(?:CF|GC|E_CTI)_/, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}

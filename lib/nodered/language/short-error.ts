import { phrase, type Phrase } from '../../common/phrase';
import { codeWords } from '../../protocol';

/** An error for the status of a node: "resource busy" for CF_RESOURCE_BUSY. */
export function shortError(code: string): Phrase {
  return phrase(`short.${code}`, codeWords(code));
}

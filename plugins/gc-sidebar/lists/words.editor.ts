import { errorWords, text } from '../../../lib/editor/text';
import type { EventLine } from '../news';

/** The state of an agent in words; a word that only the site has stays as it is. */
export function agentStateWords(state: string): string {
  return worded('gc-sidebar', 'agentState', state);
}

/** The state of a call in words. */
export function callStateWords(state: string): string {
  return worded('gc-wait', 'state', state === 'DROP' ? 'ENDED' : state);
}

/** Whether broker and GC are there, in words. */
export function conditionWords(of: 'broker' | 'gc', condition: string): string {
  return text('gc-sidebar', `${of}.${condition}`);
}

/** What an event says besides whom it is about, in words. */
export function detailWords({ detail, detailKind, dialogId }: EventLine): string | undefined {
  if (detail === undefined) {
    return undefined;
  }
  switch (detailKind) {
    case 'state':
      return dialogId === undefined ? agentStateWords(detail) : callStateWords(detail);
    case 'code':
      return errorWords(detail);
    case 'broker':
    case 'gc':
      return conditionWords(detailKind, detail);
    default:
      return detail;
  }
}

/** A word of GC, as the catalogue says it. Node-RED answers with the key where the catalogue lacks it. */
function worded(type: 'gc-sidebar' | 'gc-wait', key: string, word: string): string {
  const found = /^[A-Z_]+$/.test(word) ? text(type, `${key}.${word}`) : word;
  return found.endsWith(`.${word}`) ? word : found;
}

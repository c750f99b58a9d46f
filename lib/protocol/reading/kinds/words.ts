import { loggedInStates, loggedOutStates } from '../../catalogue/agent-states';
import { errors } from '../../catalogue/errors';
import type { AttributeKind } from '../../catalogue/events';
import { reasonKinds } from '../../catalogue/reason-kinds';
import { plainWord, readText } from './texts';

/** Words of the specification, and what else GC prints for them. */
interface WordList {
  readonly words: readonly string[];
  readonly others?: Readonly<Record<string, string>>;
}

/** Source: "Inbound Call State", "Get Dialog State", O-008 and "User Messages"; for `others`, O-008 and "Transfer Call". */
const callStates: WordList = {
  words: [
    ...['INITIATING', 'INITIATED', 'ALERTING', 'ACTIVE', 'HELD', 'FAILED', 'DROP', 'ACCEPTED', 'WRAP_UP'],
    'NOT_FOUND',
  ],
  others: { HOLD: 'HELD', DROPPED: 'DROP', DELETED: 'DROP' },
};

/**
 * Finesse's words for somebody in a call; of who has left it is said DROPPED.
 * Source: Cisco Finesse Web Services Developer Guide 12.5, "State (Participant) Parameter Values".
 */
const participantStates: WordList = {
  words: [
    ...['INITIATING', 'INITIATED', 'ALERTING', 'ACTIVE', 'HELD', 'FAILED', 'DROPPED', 'ACCEPTED', 'WRAP_UP'],
  ],
  others: { HOLD: 'HELD', DROP: 'DROPPED', DELETED: 'DROPPED' },
};

/** Source: "Agent State" and "User Messages". */
const agentStates: WordList = {
  words: [...loggedInStates, ...loggedOutStates],
  others: { HELD: 'HOLD' },
};

/** Source: "Reason Codes". */
const categories: WordList = { words: Object.values(reasonKinds).map(({ category }) => category) };

/** Source: "System Status", O-011 and O-026. */
const otherWords: WordList = {
  words: [
    ...['IN_SERVICE', 'OUT_OF_SERVICE', 'RECONNECT'],
    ...['OPTIONAL', 'REQUIRED', 'NOT_ALLOWED', 'REQUIRED_WITH_WRAP_UP_DATA'],
  ],
};

const errorCodes: WordList = { words: Object.keys(errors) };

/** A list of words, and how a text is read as one of them. */
export interface Words {
  /** The word that a text is a spelling of; undefined for a text that is none of them. */
  find(text: string): string | undefined;
}

/** The plain forms of all words of all lists. */
const plainForms = new Set<string>();
/** With which characters they begin and end together. */
const ends = new Set<number>();

function prepare({ words, others = {} }: WordList): Words {
  const exact = new Map(words.map((word) => [word, word]));
  const plain = new Map([
    ...Object.entries(others).map(([spelling, word]) => [plainWord(spelling), word] as const),
    ...words.map((word) => [plainWord(word), word] as const),
  ]);
  plain.forEach((_, form) => {
    plainForms.add(form);
    ends.add(endsOf(form));
  });
  return { find: (text) => exact.get(text) ?? plain.get(plainWord(text)) };
}

/** Words by the kind of attribute that has them. */
export const words = {
  callState: prepare(callStates),
  participantState: prepare(participantStates),
  agentState: prepare(agentStates),
  category: prepare(categories),
  word: prepare(otherWords),
  errorCode: prepare(errorCodes),
} as const;

export type WordKind = keyof typeof words;

/** The specification's word for a text in an attribute of this kind; undefined where there is none. */
export function findWord(kind: AttributeKind, text: string): string | undefined {
  return Object.hasOwn(words, kind) ? words[kind as WordKind].find(text) : undefined;
}

/** Whether a text is a spelling of any word of the specification. */
export function isWord(text: string): boolean {
  return (!isOfAscii(text) || ends.has(endsOf(text))) && plainForms.has(plainWord(text));
}

/** Whether a text begins and ends with a letter or digit of ASCII, as its plain form does then. */
function isOfAscii(text: string): boolean {
  return isLetterOrDigit(text.charCodeAt(0)) && isLetterOrDigit(text.charCodeAt(text.length - 1));
}

function isLetterOrDigit(code: number): boolean {
  return (code > 96 && code < 123) || (code > 64 && code < 91) || (code > 47 && code < 58);
}

/** Without the case of letters. */
function endsOf(text: string): number {
  return ((text.charCodeAt(0) | 32) << 8) | (text.charCodeAt(text.length - 1) | 32);
}

/** The specification's word for what GC says; a word that is not known stays as it is. */
export function readWord(kind: WordKind, value: unknown): string | undefined {
  const text = readText(value);
  return text === undefined ? undefined : (words[kind].find(text) ?? text);
}

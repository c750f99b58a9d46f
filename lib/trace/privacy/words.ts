import { commands, errors, events, isWord, userMessages } from '../../protocol';
import { isTwoDigits } from './shapes';

/** What else GC prints that has a meaning of its own. */
const further: readonly string[] = [
  'true',
  'false',
  'null',
  'NULL',
  'TRUE',
  'FALSE',
  'NoTeamPhoneBookFound',
  'NoContactFound',
  'TeamID',
  'TeamName',
];

const names: ReadonlySet<string> = new Set([
  ...further,
  ...Object.keys(events),
  ...Object.keys(commands),
  'Contacts',
  'DESTINATION',
]);

/** Words of the messages and meanings that the specification prints: they may stand in what GC writes freely. */
const vocabulary: ReadonlySet<string> = new Set(
  [...Object.values(userMessages), ...Object.values(errors).map(({ meaning }) => meaning)]
    .flatMap((text) => text.match(/[A-Za-z]+/g) ?? [])
    .filter((word) => word.length > 1),
);

/** A code as in `IN_SERVICE`. */
const code = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const oneWord = /^[A-Z]{2,30}$/;
const errorNumber = /^[A-Z]{0,4}-?\d{1,5}$/;

const longestWord = 100;

/** Whether a text begins with a digit, or a letter of a script that no word of GC has letters of. */
function beginsOtherwise(text: string): boolean {
  const first = text.charCodeAt(0);
  return (
    (first >= 48 && first < 58) || (first > 0xa0 && first < 0x1680) || (first > 0x3000 && first < 0xfe00)
  );
}

/** Whether a text is a word of GC's language in any of its spellings, or stands for nothing. */
export function isKnownWord(text: string): boolean {
  return text.length <= longestWord && !beginsOtherwise(text) && (names.has(text) || isWord(text));
}

/** Whether a text looks like a word of a machine, as `ACTIVE` or `IN_SERVICE` do. */
export function isCode(text: string): boolean {
  return code.test(text) || oneWord.test(text);
}

/** Whether a text can be the code of an error and nothing else: with `_` in it, or a short number. */
export function isErrorCode(text: string): boolean {
  return code.test(text) || errorNumber.test(text);
}

/** Whether a word with `_` in what people may have written is a code: one that is known, or one of Cisco's. */
export function isCodeOfGc(word: string): boolean {
  return code.test(word) && (word.startsWith('CF_') || isKnownWord(word));
}

/** Whether a word or number may stand in what GC writes freely, such as the text of an error. */
export function staysInText(word: string): boolean {
  return isTwoDigits(word) || vocabulary.has(word);
}

/** Whether a stand-in would mean something to a reader. */
export function isReserved(token: string): boolean {
  return token.length > 2 && isKnownWord(token);
}

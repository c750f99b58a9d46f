import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The word of a language for a thing, and words that are not used for it. */
export interface Term {
  readonly say: string;
  readonly not: readonly string[];
}

export type Terms = Readonly<Record<string, Term>>;

const folder = path.join(__dirname, 'terms');

/** The word list of a language; undefined where it has none. */
export function readTerms(language: string): Terms | undefined {
  const file = path.join(folder, `${language}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Terms) : undefined;
}

/** What the word lists of all languages have a word for. */
export function allThings(): string[] {
  const lists = readdirSync(folder).map((file) => readTerms(path.parse(file).name) ?? {});
  return [...new Set(lists.flatMap((terms) => Object.keys(terms)))].sort();
}

/** What is wrong with the texts of a language by its word list, and with the list itself. */
export function termProblems(
  terms: Terms,
  texts: ReadonlyMap<string, string>,
  things: readonly string[],
): string[] {
  const lacking = things.filter((thing) => terms[thing] === undefined);
  const entries = Object.entries(terms);
  const unused = entries.filter(([, { say }]) => ![...texts.values()].some((text) => has(text, say)));
  const avoided = entries.flatMap(([thing, { say, not }]) =>
    not.flatMap((word) =>
      [...texts]
        .filter(([, text]) => has(text, word))
        .map(([key]) => `${key} says "${word}" for ${thing}: say "${say}"`),
    ),
  );
  return [
    ...lacking.map((thing) => `the word list has no word for ${thing}`),
    ...unused.map(([thing, { say }]) => `no text says "${say}" for ${thing}`),
    ...avoided,
  ];
}

/** Whether a text has the word, or one that begins with it; Chinese and Japanese do not separate words. */
function has(text: string, word: string): boolean {
  const at = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word) ? '' : '(?<![\\p{L}_])';
  return new RegExp(`${at}${escaped(word)}`, 'iu').test(text);
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

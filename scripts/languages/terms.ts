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
  const unused = entries.filter(([, { say }]) => keysWith(say, texts).length === 0);
  const avoided = entries.flatMap(([thing, { say, not }]) =>
    not.flatMap((word) =>
      keysWith(word, texts).map((key) => `${key} says "${word}" for ${thing}: say "${say}"`),
    ),
  );
  return [
    ...lacking.map((thing) => `the word list has no word for ${thing}`),
    ...unused.map(([thing, { say }]) => `no text says "${say}" for ${thing}`),
    ...avoided,
  ];
}

/** Chinese and Japanese put no blanks between words, nor between theirs and those in other letters. */
const unspaced = '[\\p{Script=Han}\\p{scx=Hiragana}\\p{scx=Katakana}]';

/** The keys of the texts that have the word, or one that begins with it. */
function keysWith(word: string, texts: ReadonlyMap<string, string>): string[] {
  const beginning = `(?=${unspaced})|(?<!(?!${unspaced})[\\p{L}_])`;
  const pattern = new RegExp(`(?:${beginning})${escaped(word)}`, 'iu');
  return [...texts].filter(([, text]) => pattern.test(text)).map(([key]) => key);
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

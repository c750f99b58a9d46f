import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { allLanguages, allParts, readCatalogue, type Catalogue } from './catalogues';
import { differences, textsIn } from './compare';
import { allThings, readTerms, termProblems } from './terms';

const root = path.join(__dirname, '..', '..');
const parts = allParts(root);

/**
 * `npm run languages` says what the languages lack, or have too much. `npm run languages -- --fill fr` writes into the
 * files of a language, in English, what they lack, and removes what is not in English any more.
 */
async function main(): Promise<void> {
  const [option, ...languages] = process.argv.slice(2);
  if (option === '--fill') {
    await Promise.all(languages.map(fill));
    return;
  }
  const problems = allLanguages(root, parts).flatMap(problemsOf);
  problems.forEach((problem) => {
    console.error(problem);
  });
  process.exitCode = problems.length === 0 ? 0 : 1;
}

function problemsOf(language: string): string[] {
  const texts = new Map<string, string>();
  const wrong = parts.flatMap(({ file, english }) => {
    const name = file(language);
    const catalogue = readCatalogue(root, name);
    textsIn(catalogue).forEach((text, key) => texts.set(`${name}: ${key}`, text));
    return differences(english, catalogue).map((problem) => `${name}: ${problem}`);
  });
  const terms = readTerms(language);
  const words =
    terms === undefined ? ['there is no word list in terms'] : termProblems(terms, texts, allThings());
  return [...wrong, ...words.map((problem) => `${language}: ${problem}`)];
}

async function fill(language: string): Promise<void> {
  for (const { file, english } of parts) {
    const place = path.join(root, file(language));
    const filled = filledUp(english, readCatalogue(root, file(language)));
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, `${JSON.stringify(filled, null, 2)}\n`);
  }
}

/** The English catalogue, with the texts that are translated in the place of the English ones. */
function filledUp(english: Catalogue, translated: Catalogue): Catalogue {
  const entries = Object.entries(english).map(([name, value]) => {
    const own = translated[name];
    const text = typeof own === 'string' ? own : value;
    return [name, typeof value === 'string' ? text : filledUp(value as Catalogue, (own ?? {}) as Catalogue)];
  });
  return Object.fromEntries(entries) as Catalogue;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

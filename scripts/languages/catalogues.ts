import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { englishPhrases } from './phrases';

/** Words of one part of the package in one language. */
export type Catalogue = Readonly<Record<string, unknown>>;

/** A part of the package that has words of its own. */
export interface Part {
  /** Of the file with its words in a language, from the root of the package. */
  readonly file: (this: void, language: string) => string;
  readonly english: Catalogue;
}

const english = 'en-US';

/** All parts: a node or the sidebar each, the words that dialogs share, and the phrases of the runtime. */
export function allParts(root: string): Part[] {
  const rooms = ['nodes', 'plugins'].flatMap((kind) =>
    readdirSync(path.join(root, kind)).map((name) => (language: string) => {
      return `${kind}/${name}/locales/${language}/${name}.json`;
    }),
  );
  const shared = (language: string) => `lib/editor/locales/${language}.json`;
  return [
    ...[...rooms, shared].map((file) => ({ file, english: readCatalogue(root, file(english)) })),
    { file: (language) => `lib/nodered/language/locales/${language}.json`, english: englishPhrases() },
  ];
}

/** The words in a file; none where it is missing. */
export function readCatalogue(root: string, file: string): Catalogue {
  const place = path.join(root, file);
  return existsSync(place) ? (JSON.parse(readFileSync(place, 'utf8')) as Catalogue) : {};
}

/** Every language that any part has, besides English. */
export function allLanguages(root: string, parts: readonly Part[]): string[] {
  const found = parts.flatMap(({ file }) => {
    const [folder = '', rest = ''] = file('*').split('*', 2);
    const names = existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)) : [];
    return rest === '.json' ? names.map((name) => name.replace(/\.json$/, '')) : names;
  });
  return [...new Set(found)].filter((language) => language !== english).sort();
}

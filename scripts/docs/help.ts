import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parts, type Help } from './help-tables';
import { helpWords } from './help-words';

const nodes = path.join(__dirname, '..', '..', 'nodes');

/** The help of every node, by its file, in the languages that have it; the parts that the catalogue knows are up to date. */
export function helpFiles(): Record<string, string> {
  const files = readdirSync(nodes).flatMap((type) =>
    helpLanguages(type).map((language) => helpFile(type, language)),
  );
  return Object.fromEntries(files);
}

/** The languages that a node has a help in. */
export function helpLanguages(type: string): string[] {
  const locales = path.join(nodes, type, 'locales');
  return readdirSync(locales).filter((language) => existsSync(path.join(locales, language, `${type}.html`)));
}

function helpFile(type: string, language: string): [file: string, text: string] {
  const words = helpWords[language];
  if (words === undefined) {
    throw new Error(`nodes/${type}/locales/${language}: scripts/docs/help-words.ts has no words for it.`);
  }
  const room = path.join(nodes, type, 'locales', language);
  const text = readFileSync(path.join(room, `${type}.html`), 'utf8');
  const labels = JSON.parse(readFileSync(path.join(room, `${type}.json`), 'utf8')) as unknown;
  const label = (key: string) => labelIn(labels, [type, ...key.split('.')]);
  return [`nodes/${type}/locales/${language}/${type}.html`, filled({ type, words, text, label })];
}

/** What stands between the marks of a part, `<!-- events -->` and `<!-- end of events -->`, is written anew. */
function filled(help: Help): string {
  return help.text.replace(
    /(<!-- ([\w ]+) -->)[^]*?(<!-- end of \2 -->)/g,
    (_, begin: string, name: string, end: string) => {
      const part = parts[name];
      if (part === undefined) {
        throw new Error(
          `${help.type}: there are no marks "${name}"; there are ${Object.keys(parts).join(', ')}.`,
        );
      }
      return `${begin}\n\n${part(help)}\n\n${end}`;
    },
  );
}

function labelIn(labels: unknown, keys: readonly string[]): string {
  const found = keys.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    labels,
  );
  if (typeof found !== 'string') {
    throw new Error(`There is no text ${keys.join('.')}.`);
  }
  return found;
}

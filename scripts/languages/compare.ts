import type { Catalogue } from './catalogues';

/** Every text of a catalogue, by its key with dots. */
export function textsIn(catalogue: Catalogue, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') {
      texts.set(`${prefix}${name}`, value);
    } else {
      const inner = textsIn(value as Catalogue, `${prefix}${name}.`);
      inner.forEach((text, key) => texts.set(key, text));
    }
  }
  return texts;
}

/** In what a translation differs from the English where it must not: keys, places for values, tags of HTML. */
export function differences(english: Catalogue, translated: Catalogue): string[] {
  const [source, target] = [textsIn(english), textsIn(translated)];
  const lacking = [...source.keys()].filter((key) => !target.has(key)).map((key) => `${key} is lacking`);
  const foreign = [...target.keys()]
    .filter((key) => !source.has(key))
    .map((key) => `${key} is not in English`);
  const wrong = [...source].flatMap(([key, text]) => problemsOf(key, text, target.get(key)));
  return [...lacking, ...foreign, ...wrong];
}

function problemsOf(key: string, english: string, translated: string | undefined): string[] {
  if (translated === undefined) {
    return [];
  }
  if ((english === '') !== (translated.trim() === '')) {
    return [`${key} is empty in one of the two`];
  }
  return marks.flatMap(({ what, pattern }) => {
    const [wanted, found] = [marksIn(english, pattern), marksIn(translated, pattern)];
    return wanted === found ? [] : [`${key} has the ${what} ${found || 'none'}, not ${wanted || 'none'}`];
  });
}

const marks = [
  { what: 'places', pattern: /__\w+?__/g },
  { what: 'tags', pattern: /<\/?\w+[^>]*>/g },
];

function marksIn(text: string, pattern: RegExp): string {
  const found = Array.from(text.matchAll(pattern), ([mark]) => mark);
  return [...new Set(found)].sort().join(' ');
}

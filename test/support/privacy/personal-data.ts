import { inspect } from 'node:util';

/** A customer of whom a test knows everything that is personal. */
export interface Customer {
  readonly number: string;
  readonly name: string;
  readonly account: string;
}

const firstNames = ['Annegret', 'Bogdan', 'Chiara', 'Dmitri', 'Elodie', 'Farouk', 'Giulia', 'Henrik'];
const lastNames = [
  'Quastenberg',
  'Wolkonski',
  'Zamparelli',
  'Yilmaztürk',
  'Oñate-Ruiz',
  'Fjällström',
  'Þórsson',
];

/** So many customers, all of them different. */
export function customers(count: number): Customer[] {
  return Array.from({ length: count }, (_, index) => ({
    number: `+4420${79_310_000 + 97 * index}`,
    name: `${firstNames[index % firstNames.length] ?? ''} ${lastNames[index % lastNames.length] ?? ''}-${index}`,
    account: `KX-${482_000_000_000 + 1_000_013 * index}`,
  }));
}

/** Everything in a value that a person or a program could read in it, errors and their causes included. */
export function readable(value: unknown): string {
  return typeof value === 'string'
    ? value
    : inspect(value, {
        depth: 12,
        maxArrayLength: null,
        maxStringLength: null,
        showHidden: true,
        breakLength: Infinity,
      });
}

/** Characters on both sides of something that was found. */
const around = 80;
/** Ids of messages, and UUIDs: made at random, so that one in some ten thousand has the end of a number in it. */
const randomIds =
  /(?<=msgid\W{1,5})[0-9a-f]{16}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g;
/** Counted, and not told by anybody. */
const counts = /(?<="bytes":)\d+/g;
const separators = /(?<=\d)[\s()[\]./\\\u00a0\u2010-\u2015-]{1,3}(?=\d)/g;

/**
 * What of these customers stands in a text, each with what is around it: names as people and programs write them, in Base64
 * and encoded for a URI; numbers of telephones and accounts in whatever form, with separators, with and without prefixes.
 */
export function personalIn(text: string, known: readonly Customer[]): string[] {
  return [...namesIn(text, known), ...numbersIn(text, known)];
}

function namesIn(text: string, known: readonly Customer[]): string[] {
  const words = new Set(known.flatMap(({ name }) => name.replace(/-\d+$/, '').split(' ')));
  const beginnings = new Set(known.map(({ number }) => number.slice(0, 8)));
  const forms = [...words].flatMap(formsOf);
  const encoded = [...beginnings].flatMap((beginning) => [
    encodeURIComponent(beginning),
    ...inBase64(beginning),
  ]);
  return [...new Set([...forms, ...encoded])].flatMap((form) => {
    const index = text.indexOf(form);
    return index < 0 ? [] : [excerpt(text, index, form.length)];
  });
}

function formsOf(word: string): string[] {
  return [
    word,
    word.toUpperCase(),
    encodeURIComponent(word),
    JSON.stringify(word).slice(1, -1),
    // As some write what is not ASCII.
    word.replace(/[^\0-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ...inBase64(word),
  ];
}

/** As it stands within a longer text: the first and last characters depend on what is next to it. */
function inBase64(word: string): string[] {
  const bytes = Buffer.byteLength(word);
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), Buffer.from(word)]).toString('base64');
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes) * 8) / 6));
  });
}

/** Digits of a number with its area code, and without. */
const lengths = [10, 8, 7];
const most = Math.max(...lengths);

/** A run of digits has a number if it contains its ten digits, or is a shorter form of it with fewer than ten. */
function numbersIn(text: string, known: readonly Customer[]): string[] {
  const tails = new Set(
    known.flatMap(({ number, account }) => [
      ...lengths.map((length) => number.slice(-length)),
      account.slice(-most),
    ]),
  );
  const found: string[] = [];
  const squeezed = text.replace(randomIds, '#').replace(counts, '#').replace(separators, '');
  for (const { 0: run, index } of squeezed.matchAll(/\d{7,}/g)) {
    if (tailsOf(run).some((tail) => tails.has(tail))) {
      found.push(excerpt(squeezed, index, run.length));
    }
  }
  return found;
}

function tailsOf(run: string): string[] {
  const shorter = lengths.filter((length) => length <= run.length && run.length < most);
  const windows = Array.from({ length: Math.max(0, run.length - most + 1) }, (_, start) =>
    run.slice(start, start + most),
  );
  return [...windows, ...shorter.map((length) => run.slice(-length))];
}

function excerpt(text: string, index: number, length: number): string {
  return text.slice(Math.max(0, index - around), index + length + around);
}

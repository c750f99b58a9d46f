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
    account: `KX-${48_200_000 + 1013 * index}`,
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

/**
 * What of these customers stands in a text, in whatever form: numbers with separators, without their prefix or by the last
 * seven digits; all in Base64 and encoded for a URI.
 */
export function personalIn(text: string, known: readonly Customer[]): string[] {
  const digits = text.replace(/(?<=\d)[ ()./\u00a0-]{1,3}(?=\d)/g, '');
  return known.flatMap(({ number, name, account }) => [
    ...(digits.includes(number.slice(-7)) ? [number] : []),
    ...[number, name, account].filter((value) => formsOf(value).some((form) => text.includes(form))),
  ]);
}

function formsOf(value: string): string[] {
  const bare = value.replace('+', '');
  const forms = [value, bare, `0${bare.slice(2)}`];
  return [
    ...forms,
    ...forms.map((form) => encodeURIComponent(form)),
    // The last character depends on what follows.
    ...forms.map((form) => Buffer.from(form).toString('base64').replace(/=+$/, '').slice(0, -1)),
    JSON.stringify(value).slice(1, -1),
  ];
}

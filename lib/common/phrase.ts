/** A text for a person, which can be said in any language that has its key. */
export interface Phrase {
  /** Names it in the catalogue of a language: `stomp.closed`. */
  readonly key: string;
  /** What stands in the places `__name__` of the text. */
  readonly values: Readonly<Record<string, PhraseValue>>;
  /** The whole text in English. */
  readonly text: string;
  /** A clause has no full stop at its end, a sentence begins with a capital letter. */
  readonly form?: 'clause' | 'sentence';
}

/** A value that is the same in every language, or a phrase itself. */
export type PhraseValue = string | number | Phrase;

/** A text for a person; where it is no phrase, it is the same in every language. */
export type Text = string | Phrase;

/** The texts of one area in English, by their names. */
export type Texts = Readonly<Record<string, string>>;

/** The names of the places in a text: `host` in `__host__ is missing`. */
type PlacesIn<T extends string> = T extends `${string}__${infer Name}__${infer Rest}`
  ? Name | PlacesIn<Rest>
  : never;

/** What a text has to be given: nothing where it has no places. */
type ValuesFor<T extends string> = [PlacesIn<T>] extends [never]
  ? []
  : [values: Readonly<Record<PlacesIn<T>, PhraseValue>>];

/** Makes the phrases of one area. */
export interface Phrasebook<T extends Texts> {
  <Name extends keyof T & string>(name: Name, ...values: ValuesFor<T[Name]>): Phrase;
  readonly area: string;
  readonly texts: T;
}

/** Returns what makes the phrases of an area: `say('missing', { what: 'host' })`. */
export function phrasebook<const T extends Texts>(area: string, texts: T): Phrasebook<T> {
  const say = (name: keyof T & string, values: Phrase['values'] = {}): Phrase =>
    phrase(`${area}.${name}`, texts[name] ?? name, values);
  return Object.assign(say, { area, texts });
}

/** A phrase of this text in English, with its values in their places. */
export function phrase(key: string, text: string, values: Phrase['values'] = {}): Phrase {
  return { key, values, text: filled(text, values) };
}

/** A text in English. */
export function inEnglish(text: PhraseValue): string {
  return typeof text === 'object' ? text.text : String(text);
}

/** A text without the full stop at its end. */
export function asClause(text: Text): Text {
  return typeof text === 'object'
    ? { ...text, text: inForm('clause', text.text), form: 'clause' }
    : inForm('clause', text);
}

/** How the parts of a list stand in a text. */
export const list = phrasebook('list', { joined: '__first__, __second__' });

/** Parts as one text, separated as the language does it: "mon, tue". */
export function listOf(parts: readonly Text[]): Text {
  const [head = '', ...others] = parts;
  return others.reduce((first, second) => list('joined', { first, second }), head);
}

/** How a clause ends as a sentence of its own. */
export const sentence = phrasebook('clause', { asSentence: '__clause__.' });

/** A clause as a sentence of its own. */
export function asSentence(clause: Phrase): Phrase {
  const whole = sentence('asSentence', { clause });
  return { ...whole, text: inForm('sentence', whole.text), form: 'sentence' };
}

/** A text, in whatever language, as a clause or a sentence. */
export function inForm(form: Phrase['form'], text: string): string {
  switch (form) {
    case 'clause':
      return text.replace(/[.。]$/, '');
    case 'sentence':
      return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
    case undefined:
      return text;
  }
}

function filled(text: string, values: Phrase['values']): string {
  return text.replace(/__(\w+?)__/g, (place, name: string) =>
    values[name] === undefined ? place : inEnglish(values[name]),
  );
}

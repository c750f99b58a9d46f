import { isRecord } from '../../common/is-record';

/** What is wrong with a file, as a sentence without its full stop. It never repeats what the file has. */
export class FormProblem extends Error {
  /** `place`: where in the file, such as `settings.confirmations[0].command`. */
  constructor(
    message: string,
    readonly place: string,
  ) {
    super(message);
  }
}

/** Returns what may be taken of a value. @throws {FormProblem} */
export type Form<T = unknown> = (value: unknown, place: string) => T;

/** So long may a list be that somebody wrote by hand or a check has made. */
const mostEntries = 1000;

export const flagForm: Form<boolean> = (value, place) => {
  if (typeof value !== 'boolean') {
    throw wrong(place, 'must be true or false');
  }
  return value;
};

export function wordForm<Word extends string>(...words: readonly Word[]): Form<Word> {
  return (value, place) => {
    const word = words.find((known) => known === value);
    if (word === undefined) {
      const isLong = words.length > 10;
      throw wrong(place, isLong ? 'is not a word that is known here' : `must be ${words.join(' or ')}`);
    }
    return word;
  };
}

/** `expected` completes "must be …". */
export function patternForm(pattern: RegExp, expected: string): Form<string> {
  return (value, place) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw wrong(place, `must be ${expected}`);
    }
    return value;
  };
}

export function listForm<T>(form: Form<T>): Form<T[]> {
  return (value, place) => {
    if (!Array.isArray(value) || value.length > mostEntries) {
      throw wrong(place, `must be a list of at most ${mostEntries} entries`);
    }
    return value.map((entry: unknown, index) => form(entry, `${place}[${index}]`));
  };
}

/** What an object with these properties has. */
type Read<Properties extends Readonly<Record<string, Form>>, Needed> = {
  [Name in keyof Properties as Name extends Needed ? Name : never]: ReturnType<Properties[Name]>;
} & { [Name in keyof Properties as Name extends Needed ? never : Name]?: ReturnType<Properties[Name]> };

/** An object with these properties, of which those that are not needed may be left out; it can have no others. */
export function objectForm<
  Properties extends Readonly<Record<string, Form>>,
  Needed extends keyof Properties & string = never,
>(properties: Properties, needed: readonly Needed[] = []): Form<Read<Properties, Needed>> {
  return (value, place) => {
    if (!isRecord(value)) {
      throw wrong(place, 'must be an object');
    }
    const names = Object.keys(properties);
    if (Object.keys(value).some((name) => !names.includes(name))) {
      throw wrong(place, `has a property that is not known; known are ${names.join(', ')}`);
    }
    const given = names.filter((name) => Object.hasOwn(value, name));
    const read = given.map((name) => [name, properties[name]?.(value[name], `${place}.${name}`)] as const);
    const missing = needed.find((name) => !given.includes(name));
    if (missing !== undefined) {
      throw wrong(place, `needs the property ${missing}`);
    }
    return Object.fromEntries(read) as Read<Properties, Needed>;
  };
}

function wrong(place: string, problem: string): FormProblem {
  return new FormProblem(`${place} ${problem}`, place);
}

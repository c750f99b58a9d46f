import { isRecord } from '../common/is-record';

/** What is wrong with a file, as a sentence without its full stop. It never repeats what the file has. */
export class FormProblem extends Error {}

/** Returns what may be taken of a value. @throws {FormProblem} */
export type Form = (value: unknown, place: string) => unknown;

/** So long may a list be that somebody wrote by hand or a check has made. */
const mostEntries = 1000;

export const flagForm: Form = (value, place) => {
  if (typeof value !== 'boolean') {
    throw new FormProblem(`${place} must be true or false`);
  }
  return value;
};

export function wordForm(...words: readonly string[]): Form {
  return (value, place) => {
    const word = words.find((known) => known === value);
    if (word === undefined) {
      throw new FormProblem(
        words.length > 10
          ? `${place} is not a word that is known here`
          : `${place} must be ${words.join(' or ')}`,
      );
    }
    return word;
  };
}

/** `expected` completes "must be …". */
export function patternForm(pattern: RegExp, expected: string): Form {
  return (value, place) => {
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw new FormProblem(`${place} must be ${expected}`);
    }
    return value;
  };
}

export function listForm(form: Form): Form {
  return (value, place) => {
    if (!Array.isArray(value) || value.length > mostEntries) {
      throw new FormProblem(`${place} must be a list of at most ${mostEntries} entries`);
    }
    return value.map((entry: unknown, index) => form(entry, `${place}[${index}]`));
  };
}

/** An object with these properties, of which each may be left out; it can have no others. */
export function objectForm(properties: Readonly<Record<string, Form>>): Form {
  return (value, place) => {
    if (!isRecord(value)) {
      throw new FormProblem(`${place} must be an object`);
    }
    const names = Object.keys(properties);
    if (Object.keys(value).some((name) => !names.includes(name))) {
      throw new FormProblem(`${place} has a property that is not known; known are ${names.join(', ')}`);
    }
    const read = names
      .filter((name) => Object.hasOwn(value, name))
      .map((name) => [name, properties[name]?.(value[name], `${place}.${name}`)] as const);
    return Object.fromEntries(read);
  };
}

import { isRecord } from '../../common/is-record';
import { findProblem, parameters, printable, type ParameterName } from '../../protocol';
import { SiteProblem, type Path } from './problem';

/** What may stand at a place of a site file: how it is read there, and how it is described. */
export interface Form<T> {
  /** Completes "must be …". */
  readonly expected: string;
  /** The properties of an object, or of the objects in a list. */
  readonly properties?: Readonly<Record<string, Property<unknown>>>;
  /** @throws {SiteProblem} */
  read(value: unknown, path: Path): T;
}

export interface Property<T> {
  readonly meaning: string;
  readonly form: Form<T>;
  /** What holds where the property is left out; without it, it must be given. */
  readonly otherwise?: string;
  /** The value that it has then. */
  readonly fallback?: T;
}

type Properties<T> = { readonly [K in keyof T]-?: Property<Exclude<T[K], undefined>> };

export function needed<T>(meaning: string, form: Form<T>): Property<T> {
  return { meaning, form };
}

/** A property that may be left out and is then absent. */
export function optional<T>(meaning: string, form: Form<T>, otherwise: string): Property<T> {
  return { meaning, form, otherwise };
}

/** A property that may be left out and then has this value. */
export function preset<T extends string | number | boolean>(
  meaning: string,
  form: Form<T>,
  fallback: NoInfer<T>,
): Property<T> {
  return { meaning, form, otherwise: fallback === '' ? 'empty' : String(fallback), fallback };
}

export function objectOf<T>(properties: Properties<T>): Form<T> {
  const known: [string, Property<unknown>][] = Object.entries(properties);
  const names = known.map(([name]) => name);
  const expected = `an object with ${names.join(', ')}`;
  return {
    expected,
    properties: Object.fromEntries(known),
    read: (value, path) => {
      if (!isRecord(value)) {
        throw new SiteProblem(path, `must be ${expected}`);
      }
      const surplus = Object.keys(value).find((name) => !names.includes(name));
      if (surplus !== undefined) {
        const problem = `is not known here; there are ${names.join(', ')}`;
        throw new SiteProblem([...path, printable(surplus)], problem);
      }
      const read = known.map(([name, property]) => [
        name,
        readProperty(property, value[name], [...path, name]),
      ]);
      return Object.fromEntries(read.filter(([, given]) => given !== undefined)) as T;
    },
  };
}

function readProperty({ form, otherwise, fallback }: Property<unknown>, value: unknown, path: Path): unknown {
  const isLeftOut = value === undefined || value === null || value === fallback;
  return isLeftOut && otherwise !== undefined ? fallback : form.read(value, path);
}

export function listOf<T>(element: Form<T>): Form<readonly T[]> {
  return {
    expected: element.properties === undefined ? `a list; each is ${element.expected}` : 'a list of objects',
    ...(element.properties === undefined ? {} : { properties: element.properties }),
    read: (value, path) => {
      if (!Array.isArray(value)) {
        throw new SiteProblem(path, 'must be a list');
      }
      return value.map((entry: unknown, index) => element.read(entry, [...path, index]));
    },
  };
}

/** A value that is also a parameter of GC's commands, and looks like one. */
export function parameter(name: ParameterName): Form<string> {
  return {
    expected: parameters[name].expected,
    read: (value, path) => {
      const problem = findProblem(name, value);
      if (problem !== undefined) {
        throw new SiteProblem(path, problem.text);
      }
      return String(value);
    },
  };
}

export function wordOf<W extends string>(...words: readonly W[]): Form<W> {
  const expected = `one of ${words.join(', ')}`;
  return {
    expected,
    read: (value, path) => {
      const word = words.find((known) => known === value);
      if (word === undefined) {
        throw new SiteProblem(path, `must be ${expected}`);
      }
      return word;
    },
  };
}

export const flag: Form<boolean> = {
  expected: 'true or false',
  read: (value, path) => {
    if (typeof value !== 'boolean') {
      throw new SiteProblem(path, 'must be true or false');
    }
    return value;
  },
};

/** A whole number; a text of digits is one, too. */
export function numberOf(unit: string, most: number): Form<number> {
  const expected = `a number of ${unit} from 0 to ${most}`;
  return {
    expected,
    read: (value, path) => {
      const isNumber = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
      const number = isNumber ? Number(value) : NaN;
      if (!Number.isInteger(number) || number < 0 || number > most) {
        throw new SiteProblem(path, `must be ${expected}`);
      }
      return number;
    },
  };
}

import { isRecord } from '../../common/is-record';
import { setOwn } from '../../common/own-property';
import { limits } from '../limits';

/** What is wrong with a line of a trace, as a sentence without its full stop. It never repeats what the line has. */
export class LineProblem extends Error {}

/** As the time of an entry is written. */
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const controls = /\p{Cc}/u;

/** Reads the fields of one line, which can be anything. @throws {LineProblem} */
export class Fields {
  constructor(private readonly content: Readonly<Record<string, unknown>>) {}

  has(name: string): boolean {
    return this.#get(name) !== undefined;
  }

  /** Any text: a body, or a reason. */
  longText(name: string): string {
    const value = this.#get(name);
    if (typeof value !== 'string') {
      throw new LineProblem(`"${name}" must be a text`);
    }
    return value;
  }

  /** A text on one line. */
  text(name: string, most: number = limits.text): string {
    return checkedText(`"${name}"`, this.#get(name), most);
  }

  time(name: string): string {
    const value = this.#get(name);
    if (typeof value !== 'string' || !time.test(value) || Number.isNaN(Date.parse(value))) {
      throw new LineProblem(`"${name}" must be a time as in 2026-11-29T10:00:00.000Z`);
    }
    return value;
  }

  /** A whole number from `least`. */
  count(name: string, least: number): number {
    const value = this.#get(name);
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) {
      throw new LineProblem(`"${name}" must be a whole number from ${least}`);
    }
    return value;
  }

  flag(name: string): boolean {
    const value = this.#get(name);
    if (typeof value !== 'boolean') {
      throw new LineProblem(`"${name}" must be true or false`);
    }
    return value;
  }

  word<W extends string | number>(name: string, ...words: readonly W[]): W {
    const value = this.#get(name);
    const word = words.find((known) => known === value);
    if (word === undefined) {
      throw new LineProblem(`"${name}" must be ${words.join(' or ')}`);
    }
    return word;
  }

  headers(name: string): Record<string, string> {
    const value = this.#get(name);
    if (!isRecord(value) || Object.keys(value).length > limits.headers) {
      throw new LineProblem(`"${name}" must be an object of at most ${limits.headers} texts`);
    }
    const headers: Record<string, string> = {};
    for (const [header, content] of Object.entries(value)) {
      const checked = checkedText(`a name in "${name}"`, header, limits.text);
      setOwn(headers, checked, checkedText(`each value in "${name}"`, content, limits.text));
    }
    return headers;
  }

  #get(name: string): unknown {
    return Object.hasOwn(this.content, name) ? this.content[name] : undefined;
  }
}

function checkedText(what: string, value: unknown, most: number): string {
  if (typeof value !== 'string' || value.length > most || controls.test(value)) {
    throw new LineProblem(`${what} must be a text of at most ${most} characters on one line`);
  }
  return value;
}

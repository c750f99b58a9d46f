import { isRecord } from '../common/is-record';
import { setOwn } from '../common/own-property';
import { personalIn, type Personal } from '../protocol';

/** What is done to personal content; each returns what stands in its place. */
export interface Handling {
  number(number: string): string;
  extension(extension: string): string;
  agentName(name: string): string;
  customer(text: string): string;
  /** Undefined: the variable is dropped. */
  variable(name: string, value: string): string | undefined;
  text(text: string): string;
  wordsOfGc(text: string): string;
  /** A code of GC, in whose place it may have written something. */
  code(code: string): string;
  raw(raw: string): string;
  unread(unread: unknown): unknown;
  /** A text that is not personal by its name. */
  other(text: string): string;
}

/** Deeper than anything that GC sends. */
const deepest = 32;
/** What stays of a contact. */
const ofContacts: readonly string[] = ['id', 'phonebookId', 'phonebookName', 'type'];

/** Where an attribute stands: names mean something else in a list of contacts, or of those in a call. */
type Place = 'contacts' | 'participants' | 'elsewhere';

/** A copy of an event, a command's parameters, or what is made of them, with something else in the place of what is personal. */
export function walk(value: unknown, handling: Handling): unknown {
  return new Walk(handling).all(value, 'elsewhere', 0);
}

class Walk {
  constructor(private readonly handling: Handling) {}

  all(value: unknown, place: Place, depth: number): unknown {
    if (typeof value === 'string') {
      return this.handling.other(value);
    }
    if (typeof value !== 'object' || value === null || value instanceof Error) {
      return value;
    }
    if (depth > deepest) {
      return undefined;
    }
    return Array.isArray(value)
      ? value.map((one) => this.all(one, place, depth + 1))
      : this.#record(value as Record<string, unknown>, place, depth + 1);
  }

  #record(record: Readonly<Record<string, unknown>>, place: Place, depth: number): unknown {
    const copy: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(record)) {
      setOwn(copy, name, this.#member(record, name, value, place, depth));
    }
    return copy;
  }

  #member(
    record: Readonly<Record<string, unknown>>,
    name: string,
    value: unknown,
    place: Place,
    depth: number,
  ): unknown {
    const { handling } = this;
    const personal = personalAt(place, name);
    switch (personal) {
      case 'number':
        return this.#each(value, (text) => handling.number(text), place, depth);
      case 'extension':
        return this.#each(value, (text) => handling.extension(text), place, depth);
      case 'agentName':
        return this.#each(value, (text) => handling.agentName(text), place, depth);
      case 'customer':
        return this.#each(value, (text) => handling.customer(text), place, depth);
      case 'variable': {
        const { variableName = '' } = record;
        return this.#each(value, (text) => handling.variable(String(variableName), text) ?? '', place, depth);
      }
      case 'variables':
        return isRecord(value) ? this.#variables(value) : this.all(value, place, depth);
      case 'text':
      case 'wordsOfGc':
      case 'code':
        return typeof value === 'string' ? handling[personal](value) : this.all(value, place, depth);
      case 'raw':
        return typeof value === 'string' ? handling.raw(value) : value;
      case 'unread':
        return handling.unread(value);
      case 'contacts':
      case 'participants':
        return this.all(value, name === 'contacts' ? 'contacts' : 'participants', depth);
      case 'none':
        return this.all(value, place, depth);
    }
  }

  /** Changes a text, a number, or each of a list. */
  #each(value: unknown, change: (text: string) => string, place: Place, depth: number): unknown {
    if (typeof value === 'string') {
      return change(value);
    }
    if (typeof value === 'number') {
      const changed = change(String(value));
      return changed === String(value) ? value : changed;
    }
    return Array.isArray(value)
      ? value.map((one) => this.#each(one, change, place, depth))
      : this.all(value, place, depth);
  }

  #variables(variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const copy: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(variables)) {
      const changed = typeof value === 'string' ? this.handling.variable(name, value) : value;
      if (changed !== undefined) {
        setOwn(copy, name, changed);
      }
    }
    return copy;
  }
}

function personalAt(place: Place, name: string): Personal {
  const personal = personalIn(name);
  if (place === 'participants' && personal === 'extension') {
    return 'number';
  }
  if (place === 'contacts' && personal !== 'number') {
    return ofContacts.includes(name) ? 'none' : 'customer';
  }
  return personal;
}

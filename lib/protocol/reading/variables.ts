import { setOwn } from '../own-property';
import type { Notes } from './notes';
import { isRecord, property, readScalar, readText } from './texts';
import { unwrap } from './unwrap';

const wrappers: readonly string[] = ['callvariable', 'callvariables', 'variable', 'variables'];
const nameKeys: readonly string[] = ['name', 'key', 'variable', 'variablename'];
const valueKeys: readonly string[] = ['value', 'variablevalue'];

/**
 * Call variables by name: `a=1|b=2`, with the caller's number bare in front; in the old format `ani,1,2` by position;
 * an object; or a list of pairs. A variable that GC has cleared is an empty text.
 */
export function readVariables(value: unknown, notes: Notes): Record<string, string> | undefined {
  const variables = new Variables(notes);
  const content = unwrap(value, wrappers, notes);
  if (typeof content === 'string') {
    addText(content, variables);
  } else if (Array.isArray(content)) {
    content.forEach((entry) => {
      addEntry(entry, variables);
    });
  } else if (isRecord(content)) {
    addRecord(content, variables);
  }
  return variables.isEmpty ? undefined : variables.byName;
}

class Variables {
  readonly byName: Record<string, string> = {};
  isEmpty = true;

  constructor(readonly notes: Notes) {}

  add(name: string, value: unknown): void {
    const text = value === '' ? '' : readText(value);
    if (name === '' || text === undefined) {
      return;
    }
    this.isEmpty = false;
    setOwn(this.byName, name, this.notes.shorten(typeof value === 'string' ? value : text));
  }
}

function addText(text: string, variables: Variables): void {
  if (isOldFormat(text)) {
    const [ani = '', ...values] = variables.notes.split(text, ',');
    addBare(ani, variables);
    values.forEach((value, index) => {
      variables.add(`callVariable${index + 1}`, value);
    });
    return;
  }
  const [first = '', ...others] = pairsOf(variables.notes.split(text, '|'));
  if (nameLength(first) > 0) {
    addPair(first, variables);
  } else {
    addBare(first, variables);
  }
  others.forEach((pair, index) => {
    if (nameLength(pair) > 0) {
      addPair(pair, variables);
    } else {
      variables.add(`callVariable${index + 1}`, pair);
    }
  });
}

/** Whether the values have no names: then a comma comes before the first `|` or `=`. */
function isOldFormat(text: string): boolean {
  const comma = text.indexOf(',');
  return comma >= 0 && !/[|=]/.test(text.slice(0, comma));
}

/** A part without a name belongs to the value before it, which has a `|` in it; unless no part before has a name. */
function pairsOf(parts: readonly string[]): string[] {
  const pairs: string[] = [];
  let open: string[] = [];
  for (const part of parts) {
    if (open.length > 0 && nameLength(part) === 0 && nameLength(open[0] ?? '') > 0) {
      open.push(part);
    } else {
      if (open.length > 0) {
        pairs.push(open.join('|'));
      }
      open = [part];
    }
  }
  return [...pairs, ...(open.length > 0 ? [open.join('|')] : [])];
}

/** Names of call variables are short, and have nothing in them that separates. */
const namePattern = /^[^\s,;:?&/"'<>()]{1,100}$/;

/** The length of the name in front of a `=`; 0 where there is none. */
export function nameLength(part: string): number {
  const equals = part.indexOf('=');
  return equals > 0 && equals <= 110 && namePattern.test(part.slice(0, equals).trim()) ? equals : 0;
}

function addPair(pair: string, variables: Variables): void {
  const equals = pair.indexOf('=');
  variables.add(pair.slice(0, equals).trim(), pair.slice(equals + 1));
}

function addBare(ani: string, variables: Variables): void {
  const text = readText(ani);
  if (text !== undefined) {
    variables.add('ani', text);
  }
}

/** An entry of a list: `{name, value}`, `{name: value}`, `name=value`, or `[name, value]`. */
function addEntry(entry: unknown, variables: Variables): void {
  const content = isRecord(entry) ? unwrap(entry, wrappers, variables.notes) : entry;
  if (isRecord(content)) {
    addRecord(content, variables);
  } else if (typeof content === 'string' && nameLength(content) > 0) {
    addPair(content, variables);
  } else if (Array.isArray(content) && content.length === 2 && readScalar(content[0]) !== undefined) {
    variables.add(readScalar(content[0]) ?? '', content[1]);
  } else {
    variables.notes.hasMissed = true;
  }
}

function addRecord(record: Readonly<Record<string, unknown>>, variables: Variables): void {
  const name = nameIn(record);
  if (name !== undefined) {
    variables.add(name, property(record, valueKeys) ?? '');
    return;
  }
  for (const spelling of Object.keys(record)) {
    variables.add(spelling, record[spelling]);
  }
}

/** The name in a pair such as `{"name":"callVariable1","value":"gold"}`. */
function nameIn(record: Readonly<Record<string, unknown>>): string | undefined {
  const isPair = property(record, valueKeys) !== undefined && property(record, nameKeys) !== undefined;
  return isPair ? readScalar(property(record, nameKeys)) : undefined;
}

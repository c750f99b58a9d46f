import { isRecord } from '../../../common/is-record';
import { setOwn } from '../../../common/own-property';
import { digitAt, isDigitAt, startsWithName, trim } from '../characters';
import { bounds } from '../limits';
import type { Notes } from '../notes';
import { plainWord, property, readScalar, readText } from './texts';
import { unwrap } from './unwrap';

const wrappers: readonly string[] = ['callvariable', 'callvariables', 'variable', 'variables'];
const nameKeys: readonly string[] = ['name', 'key', 'variable', 'variablename'];
const valueKeys: readonly string[] = ['value', 'variablevalue'];

/**
 * Call variables by name: `a=1|b=2`, with the caller's number bare in front; in the old format `ani,1,2` by position;
 * an object; or a list of pairs. A variable that GC has cleared is an empty text.
 */
export function readVariables(value: unknown, notes: Notes): Record<string, string> | undefined {
  if (isRecord(value) && isVariables(value)) {
    return value;
  }
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
  const parts = variables.notes.split(text, '|');
  let pair = parts[0] ?? '';
  let name = nameIn(pair);
  let position = 0;
  for (let index = 1; index < parts.length; index += 1) {
    const part = parts[index] ?? '';
    const nameOfPart = nameIn(part);
    if (nameOfPart === undefined && name !== undefined) {
      // Without a name of its own, it belongs to the value before it, which has a `|` in it.
      pair += `|${part}`;
    } else {
      addPart(pair, name, position, variables);
      pair = part;
      name = nameOfPart;
      position += 1;
    }
  }
  addPart(pair, name, position, variables);
}

/** Whether the values have no names: then a comma comes before the first `|` or `=`. */
function isOldFormat(text: string): boolean {
  const comma = text.indexOf(',');
  return comma >= 0 && !/[|=]/.test(text.slice(0, comma));
}

/** Adds a part with this name; without one, its position names it. */
function addPart(part: string, name: string | undefined, position: number, variables: Variables): void {
  if (name !== undefined) {
    addPair(part, name, variables);
  } else if (position === 0) {
    addBare(part, variables);
  } else {
    variables.add(`callVariable${position}`, part);
  }
}

const longestName = 100;

/** Names of call variables are short, and have nothing in them that separates. */
const namePattern = /^[^\s,;:?&/"'<>()]{1,100}$/;

/** The name in front of a `=`, if there is one. */
export function nameIn(part: string): string | undefined {
  const equals = part.indexOf('=');
  if (equals <= 0 || equals > longestName + 10) {
    return undefined;
  }
  return usualName(part, equals) ?? otherName(part, equals);
}

function otherName(part: string, length: number): string | undefined {
  const name = trim(part.slice(0, length));
  const isPlain = length <= longestName && startsWithName(part, length);
  return isPlain || namePattern.test(name) ? name : undefined;
}

function addPair(pair: string, name: string, variables: Variables): void {
  variables.add(name, pair.slice(pair.indexOf('=') + 1));
}

/** The names that most variables have, by the digit at their end: names that exist need not be cut out. */
const usualNames: readonly string[] = Array.from({ length: 10 }, (_, digit) => `callVariable${digit}`);
const usualLength = 'callVariable'.length;

/** Whether the first `=` of a text stands behind a usual name, at its beginning or behind a `|`. */
export function hasUsualName(text: string): boolean {
  const start = text.indexOf('=') - usualLength - 1;
  const isAtBeginning = start === 0 || (start > 0 && text.startsWith('|', start - 1));
  return isAtBeginning && text.startsWith('callVariable', start) && isDigitAt(text, start + usualLength);
}

function usualName(pair: string, length: number): string | undefined {
  return length === usualLength + 1 && pair.startsWith('callVariable')
    ? usualNames[digitAt(pair, usualLength)]
    : undefined;
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
    return;
  }
  const name = typeof content === 'string' ? nameIn(content) : undefined;
  if (typeof content === 'string' && name !== undefined) {
    addPair(content, name, variables);
  } else if (Array.isArray(content) && content.length === 2 && readScalar(content[0]) !== undefined) {
    variables.add(readScalar(content[0]) ?? '', content[1]);
  } else {
    variables.notes.hasMissed = true;
  }
}

function addRecord(record: Readonly<Record<string, unknown>>, variables: Variables): void {
  const name = nameOfPair(record);
  if (name !== undefined) {
    variables.add(name, property(record, valueKeys) ?? '');
    return;
  }
  for (const spelling in record) {
    variables.add(spelling, record[spelling]);
  }
}

/** The name in a pair such as `{"name":"callVariable1","value":"gold"}`. */
function nameOfPair(record: Readonly<Record<string, unknown>>): string | undefined {
  const isPair = property(record, valueKeys) !== undefined && property(record, nameKeys) !== undefined;
  return isPair ? readScalar(property(record, nameKeys)) : undefined;
}

/** Whether a record is what variables become: names with texts that have something in them, and no part of a pair. */
function isVariables(record: Readonly<Record<string, unknown>>): record is Record<string, string> {
  let hasText = false;
  for (const name in record) {
    hasText = name !== '' && isKept(record[name]) && !isValueKey(name);
    if (!hasText) {
      return false;
    }
  }
  return hasText;
}

function isValueKey(name: string): boolean {
  return !name.startsWith('callVariable') && valueKeys.includes(plainWord(name));
}

/** Whether a value is a text that stays as it is. */
function isKept(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.length <= bounds.text &&
    (value === '' || readText(value) !== undefined)
  );
}

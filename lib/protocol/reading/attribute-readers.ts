import { setOwn } from '../own-property';
import { nothingFound } from '../events';
import { bounds, type Limits } from './limits';
import type { AttributeKind, Control, ListedThing, Participant, ReasonCode, Team, User } from '../events';

/**
 * How an attribute of each kind is read from whatever GC's text or JSON had in its place.
 * A reader returns undefined for what is empty, and never throws.
 */
export const attributeReaders: Readonly<Record<AttributeKind, (value: unknown, limits: Limits) => unknown>> =
  {
    text: readBoundedText,
    flag: readFlag,
    variables: readVariables,
    participants: readParticipants,
    reasonCodes: readReasonCodes,
    team: readTeam,
    teams: readTeams,
    list: readList,
    records: readRecords,
    users: readUsers,
    controls: readControls,
  };

export function readText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value === '' ? undefined : value;
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? undefined : JSON.stringify(value);
    default:
      return undefined;
  }
}

function readBoundedText(value: unknown, limits: Limits): string | undefined {
  const text = readText(value);
  return text === undefined ? undefined : limits.shorten(text);
}

function readFlag(value: unknown): boolean | undefined {
  const text = readText(value)?.toLowerCase();
  return text === undefined ? undefined : text === 'true';
}

/** `a=1|b=2`, with the caller's number bare in front; `ani,1,2` by position; an object; or an array of pairs. */
function readVariables(value: unknown, limits: Limits): Record<string, string> | undefined {
  const variables = new Variables(limits);
  if (typeof value === 'string') {
    readVariablesOfText(value, variables);
  } else if (Array.isArray(value)) {
    value.filter(isRecord).forEach((entry) => {
      readVariableEntry(entry, variables);
    });
  } else if (isRecord(value)) {
    readVariablesOfRecord(value, variables);
  }
  return variables.isEmpty ? undefined : variables.byName;
}

class Variables {
  readonly byName: Record<string, string> = {};
  isEmpty = true;

  constructor(readonly limits: Limits) {}

  add(name: string, value: unknown): void {
    const text = readBoundedText(value, this.limits);
    if (name === '' || text === undefined) {
      return;
    }
    this.isEmpty = false;
    setOwn(this.byName, name, text);
  }
}

function readVariablesOfText(text: string, variables: Variables): void {
  const isOldFormat = !text.includes('|') && !text.includes('=');
  for (const [index, part] of variables.limits.split(text, isOldFormat ? ',' : '|').entries()) {
    const equals = isOldFormat ? -1 : part.indexOf('=');
    if (equals >= 0) {
      variables.add(part.slice(0, equals), part.slice(equals + 1));
    } else if (isOldFormat || index === 0) {
      variables.add(index === 0 ? 'ani' : `callVariable${index}`, part);
    }
  }
}

function readVariablesOfRecord(record: Readonly<Record<string, unknown>>, variables: Variables): void {
  for (const name of Object.keys(record)) {
    variables.add(name, record[name]);
  }
}

/** An entry of an array of variables: `{name, value}`, or the pair itself. */
function readVariableEntry(entry: Readonly<Record<string, unknown>>, variables: Variables): void {
  if ('name' in entry && 'value' in entry) {
    variables.add(readText(entry.name) ?? '', entry.value);
  } else {
    readVariablesOfRecord(entry, variables);
  }
}

/** `extension,state,…,role|…`, or an array of texts or objects. */
function readParticipants(value: unknown, limits: Limits): Participant[] | undefined {
  const entries = listOf(value, '|', limits);
  const participants: Participant[] = [];
  for (const entry of entries) {
    if (isRecord(entry)) {
      participants.push(participantOfJson(entry));
    } else if (typeof entry === 'string' && entry !== '') {
      participants.push(participantOfText(entry, limits));
    }
  }
  return participants.length === 0 ? undefined : participants;
}

function participantOfText(text: string, limits: Limits): Participant {
  const [extension, state, , role] = limits.split(text, ',', bounds.parts);
  return withoutEmpty({ extension, state, role });
}

/** Finesse's name for a participant's number, and ours; and what is always text. */
const participantTexts = new Map([
  ['mediaAddress', 'extension'],
  ['extension', 'extension'],
  ['state', 'state'],
]);

function participantOfJson(entry: Readonly<Record<string, unknown>>): Participant {
  const participant: Record<string, unknown> = {};
  for (const spelling of Object.keys(entry)) {
    const name = participantTexts.get(spelling);
    const value = name === undefined ? entry[spelling] : readText(entry[spelling]);
    if (!isEmpty(value)) {
      setOwn(participant, name ?? spelling, value);
    }
  }
  return participant;
}

/** An array of one-key objects (GC's JSON), of `{code, label}`, or one object with all codes. */
function readReasonCodes(value: unknown): ReasonCode[] | undefined {
  const entries = Array.isArray(value) ? value.filter(isRecord) : isRecord(value) ? [value] : undefined;
  return entries?.flatMap((entry) =>
    typeof entry.label === 'string' && 'code' in entry
      ? [{ code: String(entry.code), label: entry.label }]
      : Object.entries(entry).map(([code, label]) => ({ code, label: readText(label) ?? '' })),
  );
}

function readTeam(value: unknown): Team | undefined {
  if (isRecord(value)) {
    return withoutEmpty({ ...value, id: readText(value.id), name: readText(value.name) });
  }
  const id = readText(value);
  return id === undefined ? undefined : { id };
}

/** `id,name|id,name`, or an array of teams. */
function readTeams(value: unknown, limits: Limits): Team[] | undefined {
  const teams = listOf(value, '|', limits).flatMap((entry) => {
    const team = typeof entry === 'string' ? teamOfText(entry, limits) : readTeam(entry);
    return team === undefined ? [] : [team];
  });
  return teams.length === 0 ? undefined : teams;
}

function teamOfText(text: string, limits: Limits): Team | undefined {
  const [id, name] = limits.split(text, ',', bounds.parts);
  return id === undefined || id === '' ? undefined : withoutEmpty({ id, name });
}

function readList(value: unknown, limits: Limits): string[] | undefined {
  const texts = listOf(value, ',', limits).flatMap((entry) => readText(entry)?.trim() || []);
  return texts.length === 0 ? undefined : texts;
}

/** The entries of a list in JSON, or in text with a separator between them. */
function listOf(value: unknown, separator: string, limits: Limits): unknown[] {
  if (typeof value === 'string') {
    return limits.split(value, separator);
  }
  return Array.isArray(value) ? value : [];
}

const emptyLists: readonly string[] = Object.values(nothingFound);

/** Text fields of `Label:value,Label:value`, or an array of objects. */
function readRecords(value: unknown, limits: Limits): ListedThing[] {
  return entriesOf(value).map((entry) =>
    isRecord(entry) ? recordOfJson(entry) : recordOfText(entry, limits),
  );
}

/** What a list has in it: texts (in text formats) or objects. */
function entriesOf(value: unknown): (string | Record<string, unknown>)[] {
  const entries: unknown[] = Array.isArray(value) ? value : isRecord(value) ? [value] : [];
  return entries.filter(
    (entry) => isRecord(entry) || (typeof entry === 'string' && entry !== '' && !emptyLists.includes(entry)),
  ) as (string | Record<string, unknown>)[];
}

function recordOfText(text: string, limits: Limits): ListedThing {
  const pairs = limits.split(text, ',', bounds.parts).map((part, index): [string, string] => {
    const [label, value] = splitLabel(part);
    return [label === undefined ? `field${index}` : decapitalise(label), value];
  });
  return withoutEmpty(Object.fromEntries(pairs));
}

function recordOfJson(record: Readonly<Record<string, unknown>>): ListedThing {
  return withoutEmpty(
    Object.fromEntries(Object.entries(record).map(([name, value]) => [decapitalise(name), value])),
  );
}

/** What stands where in a user of the text formats, whatever its label. */
const userFields = ['firstName', 'lastName', 'extension', 'agentId', 'state', '', '', 'stateChangeTime'];
const userSpellings = new Map([
  ['loginId', 'agentId'],
  ['loginID', 'agentId'],
  ['id', 'agentId'],
]);

function readUsers(value: unknown, limits: Limits): User[] {
  return entriesOf(value).map((entry) => (isRecord(entry) ? userOfJson(entry) : userOfText(entry, limits)));
}

function userOfText(text: string, limits: Limits): User {
  const pairs = limits.split(text, ',', bounds.parts).map((part, index): [string, string] => {
    const [label, value] = splitLabel(part);
    return [userFields[index] || (label === undefined ? `field${index}` : decapitalise(label)), value];
  });
  return withoutEmpty(Object.fromEntries(pairs));
}

function userOfJson(record: Readonly<Record<string, unknown>>): User {
  const named = Object.entries(recordOfJson(record)).map(([spelling, value]): [string, unknown] => {
    const name = userSpellings.get(spelling) ?? spelling;
    return [name, isUserText(name, value) ? readText(value) : value];
  });
  return Object.fromEntries(named);
}

/** All of GC's numbers are texts in our events; what else GC sends stays as it is. */
function isUserText(name: string, value: unknown): boolean {
  return typeof value === 'number' || userFields.includes(name);
}

/** `index,visible|index,visible`, or an array of `{control, visible}`. */
function readControls(value: unknown, limits: Limits): Control[] | undefined {
  const controls = Array.isArray(value)
    ? value.filter(isRecord).map(({ control, visible }) => [readText(control), readText(visible)] as const)
    : limits
        .split(readText(value) ?? '', '|')
        .map((entry) => limits.split(entry, ',', bounds.parts).map((part) => part.trim()));
  const named = controls.flatMap(([control, visible]) =>
    control ? [{ control, visible: visible === 'true' || visible === '1' }] : [],
  );
  return named.length === 0 ? undefined : named;
}

function splitLabel(text: string): [label: string | undefined, value: string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [undefined, text.trim()] : [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

function decapitalise(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutEmpty(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const filled: Record<string, unknown> = {};
  for (const name of Object.keys(record)) {
    if (!isEmpty(record[name])) {
      setOwn(filled, name, record[name]);
    }
  }
  return filled;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

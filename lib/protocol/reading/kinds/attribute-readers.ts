import { isRecord } from '../../../common/is-record';
import type { AttributeKind } from '../../catalogue/events';
import { readControls } from './controls';
import type { Notes } from '../notes';
import { readParticipants } from './participants';
import { readReasonCodes } from './reason-codes';
import { listForms, readRecords } from './records';
import { readTeam, readTeams } from './teams';
import { readText } from './texts';
import { readUsers } from './users';
import { readVariables } from './variables';
import { words, type WordKind } from './words';

/** Reads a value of GC's text or JSON. Returns undefined for what is empty or not understood, and never throws. */
export type AttributeReader = (value: unknown, notes: Notes) => unknown;

/** How an attribute of each kind is read from whatever GC's text or JSON had in its place. */
export const attributeReaders: Readonly<Record<AttributeKind, AttributeReader>> = {
  text: readBoundedText,
  agentState: wordReader('agentState'),
  callState: wordReader('callState'),
  category: wordReader('category'),
  word: wordReader('word'),
  errorCode: wordReader('errorCode'),
  flag: readFlag,
  variables: readVariables,
  participants: readParticipants,
  reasonCodes: readReasonCodes,
  team: readTeam,
  teams: readTeams,
  list: readList,
  queues: (value, notes) => readRecords(value, listForms.queues, notes),
  phonebooks: (value, notes) => readRecords(value, listForms.phonebooks, notes),
  contacts: (value, notes) => readRecords(value, listForms.contacts, notes),
  users: readUsers,
  controls: readControls,
};

/** A text; fields of a line that belong together have a `#` between them. */
function readBoundedText(value: unknown, notes: Notes): string | undefined {
  const isList = typeof value === 'object' && Array.isArray(value) && value.every(isText);
  const text = readText(isList ? value.join('#') : value);
  return text === undefined ? undefined : notes.shorten(text);
}

function wordReader(kind: WordKind): AttributeReader {
  const list = words[kind];
  return (value, notes) => {
    const text = readText(value);
    return text === undefined ? undefined : (list.find(text) ?? notes.shorten(text));
  };
}

function readFlag(value: unknown): boolean | undefined {
  const text = readText(value)?.toLowerCase();
  return text === undefined ? undefined : text === 'true';
}

/** Texts with commas between them, or a list. */
function readList(value: unknown, notes: Notes): string[] | undefined {
  const content = typeof value === 'string' ? notes.parse(value) : value;
  const list = onlyList(content) ?? content;
  const entries: readonly unknown[] =
    typeof list === 'string' ? notes.split(list, ',') : Array.isArray(list) ? list : [list];
  const texts = entries.flatMap((entry) => readText(entry) ?? []);
  return texts.length === 0 ? undefined : texts;
}

/** The list that an object has as its only attribute. */
function onlyList(value: unknown): unknown {
  const values: unknown[] = isRecord(value) ? Object.values(value) : [];
  return values.length === 1 && Array.isArray(values[0]) ? values[0] : undefined;
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

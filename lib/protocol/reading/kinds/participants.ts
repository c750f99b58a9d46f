import { isRecord } from '../../../common/is-record';
import type { Participant } from '../../catalogue/events';
import { setOwn } from '../../../common/own-property';
import { bounds } from '../limits';
import type { Notes } from '../notes';
import { isBlank, isEmpty, ourName, plainWord, readScalar, readText } from './texts';
import { unwrap } from './unwrap';
import { readWord } from './words';

const wrappers: readonly string[] = ['participant', 'participants'];

/** Our names for what GC and Finesse say of a participant. */
const names = new Map([
  ['mediaAddress', 'extension'],
  ['mediaaddress', 'extension'],
  ['extension', 'extension'],
  ['agentextension', 'extension'],
  ['state', 'state'],
  ['participantstate', 'state'],
]);

/** `extension,state,…,role|…`; a list of texts or objects; one object; or objects or states by extension. */
export function readParticipants(value: unknown, notes: Notes): Participant[] | undefined {
  const participants: Participant[] = [];
  for (const entry of entriesOf(unwrap(value, wrappers, notes), notes)) {
    const participant = readParticipant(entry, notes);
    if (participant !== undefined) {
      participants.push(participant);
    }
  }
  // The copy has no room to spare, as a list that has grown: it is kept for as long as the call.
  return participants.length === 0 ? undefined : participants.slice();
}

function entriesOf(content: unknown, notes: Notes): readonly unknown[] {
  if (typeof content === 'string') {
    return notes.split(content, '|');
  }
  if (!isRecord(content)) {
    return Array.isArray(content) ? content : [content];
  }
  const isOne = Object.keys(content).some((name) => names.has(plainWord(name)));
  return isOne
    ? [content]
    : Object.entries(content).map(([extension, entry]) => byExtension(extension, entry));
}

function byExtension(extension: string, entry: unknown): unknown {
  return isRecord(entry) ? { extension, ...entry } : { extension, state: entry };
}

function readParticipant(entry: unknown, notes: Notes): Participant | undefined {
  const content = isRecord(entry) ? unwrap(entry, wrappers, notes) : entry;
  if (isRecord(content)) {
    return participantOfJson(content, notes);
  }
  const text = readScalar(content);
  if (text === undefined) {
    notes.hasMissed ||= content !== '' && content !== null && content !== undefined;
    return undefined;
  }
  const parts = notes.split(text, ',', bounds.parts);
  return participantOf(readText(parts[0]), readText(parts[1]), readText(parts[3]), notes);
}

function participantOf(
  extension: string | undefined,
  state: string | undefined,
  role: string | undefined,
  notes: Notes,
): Participant | undefined {
  const participant: Record<string, unknown> = {};
  if (extension !== undefined) {
    participant.extension = notes.shorten(extension);
  }
  if (state !== undefined) {
    participant.state = readWord('participantState', state);
  }
  if (role !== undefined) {
    participant.role = role;
  }
  return extension === undefined && state === undefined && role === undefined ? undefined : participant;
}

function participantOfJson(entry: Readonly<Record<string, unknown>>, notes: Notes): Participant | undefined {
  const participant: Record<string, unknown> = {};
  for (const spelling in entry) {
    const name = ourName(spelling, names);
    const value = readDetail(name, entry[spelling], notes);
    if (value !== undefined && !Object.hasOwn(participant, name)) {
      setOwn(participant, name, value);
    }
  }
  return isEmpty(participant) ? undefined : participant;
}

/** What is said of a participant under one of our names, or under one that we do not know; undefined for nothing. */
function readDetail(name: string, value: unknown, notes: Notes): unknown {
  switch (name) {
    case 'extension': {
      const extension = readText(value);
      return extension === undefined ? undefined : notes.shorten(extension);
    }
    case 'state':
      return readWord('participantState', value);
    case 'role':
      return typeof value === 'string' ? readText(value) : (value ?? undefined);
    default:
      return isBlank(value) ? undefined : value;
  }
}

import type { Participant } from '../events';
import { bounds } from './limits';
import type { Notes } from './notes';
import { isRecord, plainWord, readScalar, readText, renamed } from './texts';
import { unwrap } from './unwrap';
import { readWord } from './words';

const wrappers: readonly string[] = ['participant', 'participants'];

/** Our names for what GC and Finesse say of a participant. */
const names = new Map([
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
  return participants.length === 0 ? undefined : participants;
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
  const [extension, state, , role] = notes.split(text, ',', bounds.parts);
  return participantOfJson({ extension, state, role }, notes);
}

function participantOfJson(entry: Readonly<Record<string, unknown>>, notes: Notes): Participant | undefined {
  const participant = renamed(entry, names);
  if ('extension' in participant) {
    participant.extension = notes.shorten(readText(participant.extension) ?? '');
  }
  if ('state' in participant) {
    participant.state = readWord('participantState', participant.state);
  }
  if (typeof participant.role === 'string') {
    participant.role = participant.role.trim();
  }
  return Object.keys(participant).length === 0 ? undefined : participant;
}

import { setOwn } from '../own-property';
import { finish, setAttribute, type Draft, type Result } from './event-draft';
import { listByContent } from './lists-by-content';
import { bounds, cutJson } from './limits';
import type { Notes } from './notes';
import { findType, type PreparedType } from './prepared-events';
import { isEmpty, isRecord, plainWord, readText } from './texts';

/** What only the reader and the client say of an event, not GC. */
const ownAttributes: ReadonlySet<string> = new Set([
  ...['type', 'Type', 'TYPE'],
  ...['recovered', 'truncated', 'labelsUnclear', 'unread', 'extraFields'],
]);

/** Reads an event in JSON. */
export function readJson(body: string, notes: Notes): Result {
  let content: unknown;
  try {
    const cut = cutJson(JSON.parse(body), body.length);
    content = cut.content;
    notes.isTruncated = cut.isCut;
  } catch {
    return 'the message is not valid JSON';
  }
  const word = isRecord(content) ? typeOf(content) : undefined;
  const prepared = word === undefined ? undefined : findType(word);
  if (prepared !== undefined && isRecord(content)) {
    return readAttributes(content, prepared, notes);
  }
  const list = listByContent(content);
  const ofList = list && findType(list.type);
  if (ofList !== undefined) {
    return readAttributes(list?.attributes ?? {}, ofList, notes);
  }
  return word === undefined ? 'the message has no type' : 'the type of the message is not known';
}

function typeOf(attributes: Readonly<Record<string, unknown>>): string | undefined {
  const type = attributes.type ?? attributes.Type ?? attributes.TYPE;
  return typeof type === 'string' ? readText(type)?.slice(0, bounds.text) : undefined;
}

function readAttributes(
  attributes: Readonly<Record<string, unknown>>,
  prepared: PreparedType,
  notes: Notes,
): Result {
  const event: Draft = { type: prepared.type };
  for (const spelling of Object.keys(attributes)) {
    if (!ownAttributes.has(spelling)) {
      put(event, prepared, spelling, attributes[spelling], notes);
    }
  }
  return finish(event, prepared, notes);
}

/** Reads an attribute. Of two spellings of the same, the first counts; what is not understood stays as it is. */
function put(
  event: Draft,
  { attributes }: PreparedType,
  spelling: string,
  value: unknown,
  notes: Notes,
): void {
  const known = attributes.get(spelling) ?? attributes.get(plainWord(spelling));
  if (known === undefined || event[known.name] !== undefined) {
    if (value !== undefined && value !== null && !Object.hasOwn(event, spelling)) {
      setOwn(event, spelling, value);
    }
    return;
  }
  notes.hasMissed = false;
  setAttribute(event, known, value, notes);
  const isLost = notes.hasMissed || (event[known.name] === undefined && !isEmpty(value));
  if (isLost) {
    keepUnread(event, spelling, value);
  }
}

function keepUnread(event: Draft, spelling: string, value: unknown): void {
  const unread = isRecord(event.unread) ? event.unread : {};
  setOwn(unread, spelling, value);
  event.unread = unread;
}

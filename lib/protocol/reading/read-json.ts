import { isRecord } from '../../common/is-record';
import { setOwn } from '../../common/own-property';
import { finish, setAttribute, type Draft, type Result } from './event-draft';
import { listByContent } from './lists-by-content';
import { bounds, parseJson } from './limits';
import type { Notes } from './notes';
import { findType, type PreparedAttribute, type PreparedType } from './prepared-events';
import { isEmpty, plainWord, readText } from './kinds/texts';

/** What only the reader and the client say of an event, not GC. */
const ownAttributes: ReadonlySet<string> = new Set([
  ...['type', 'Type', 'TYPE'],
  ...['recovered', 'truncated', 'labelsUnclear', 'unread', 'extraFields'],
]);

/** Reads an event in JSON. */
export function readJson(body: string, notes: Notes): Result {
  let content: unknown;
  try {
    const cut = parseJson(body);
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
  let filled = 0;
  for (const spelling in attributes) {
    const known = prepared.attributes.get(spelling) ?? findAttribute(spelling, prepared);
    const value = attributes[spelling];
    if (known !== undefined && (filled & known.bit) === 0) {
      filled |= put(event, known, spelling, value, notes) ? known.bit : 0;
    } else if (value !== undefined && value !== null && !ownAttributes.has(spelling)) {
      putFurther(event, spelling, value);
    }
  }
  return finish(event, prepared, notes);
}

/** The attribute that GC spells in another way than usual. */
function findAttribute(spelling: string, { attributes }: PreparedType): PreparedAttribute | undefined {
  return ownAttributes.has(spelling) ? undefined : attributes.get(plainWord(spelling));
}

/** Reads an attribute, and returns whether there is something in it. What is not understood stays as it is. */
function put(
  event: Draft,
  known: PreparedAttribute,
  spelling: string,
  value: unknown,
  notes: Notes,
): boolean {
  if (value === '' && known.isText) {
    return false;
  }
  notes.hasMissed = false;
  const isFilled = setAttribute(event, known, value, notes);
  if (notes.hasMissed || (!isFilled && !isEmpty(value))) {
    keepUnread(event, spelling, value);
  }
  return isFilled;
}

/** Keeps what is not known, and of two spellings of one attribute the second. */
function putFurther(event: Draft, spelling: string, value: unknown): void {
  if (!Object.hasOwn(event, spelling)) {
    setOwn(event, spelling, value);
  }
}

function keepUnread(event: Draft, spelling: string, value: unknown): void {
  const unread = isRecord(event.unread) ? event.unread : {};
  setOwn(unread, spelling, value);
  event.unread = unread;
}

import { attributeReaders, isRecord, readText } from './attribute-readers';
import { eventRow, events, type AttributeKind, type EventType, type GcEvent } from './events';
import { refineEvent } from './refine-event';
import { readTextFields } from './text-fields';

/** An event under construction: attributes by our names, and whatever else GC sent. */
export type Attributes = Record<string, unknown>;

const typesByWord = new Map<string, EventType>(
  (Object.keys(events) as EventType[]).flatMap((type) => [
    [type.toLowerCase(), type],
    [(eventRow(type).text.word ?? type).toLowerCase(), type],
  ]),
);

/** Our name and the kind of an attribute, by its spelling in lower case; one table for each event type. */
const attributesBySpelling = new Map(
  (Object.keys(events) as EventType[]).map((type) => [type, spellingsOf(type)] as const),
);

/**
 * Reads what GC published, in JSON or text, into one and the same object. Never throws: what cannot be read
 * comes back as `{ type: 'Unknown', reason, raw }`.
 */
export function parseEvent(body: string): GcEvent {
  const text = body.trim();
  if (text === '') {
    return unknown(body, 'the message is empty');
  }
  return formatOf(text) === 'json' ? parseJson(text) : parseText(text);
}

/** The format of a message's body. */
export function formatOf(body: string): 'json' | 'text' {
  return body.trimStart().startsWith('{') ? 'json' : 'text';
}

function parseJson(body: string): GcEvent {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    return unknown(body, 'the message is not valid JSON');
  }
  const attributes = isRecord(content) ? content : {};
  const word = readText(attributes.type) ?? '';
  const type = typesByWord.get(word.toLowerCase());
  if (type === undefined) {
    return unknown(body, word === '' ? 'the message has no type' : 'the type of the message is not known');
  }
  return build(type, Object.entries(attributes), body);
}

function parseText(body: string): GcEvent {
  const fields = body.split('#');
  const [first = '', second = '', third] = fields;
  if (third === 'DialogState') {
    const named = readTextFields('DialogState', fields.slice(3));
    return build('DialogState', [['agentId', first], ['dialogType', second], ...named], body);
  }
  const afterAgent = typesByWord.get(second.toLowerCase());
  if (afterAgent !== undefined) {
    return build(afterAgent, [['agentId', first], ...readTextFields(afterAgent, fields.slice(2))], body);
  }
  const alone = typesByWord.get(first.toLowerCase());
  if (alone !== undefined) {
    return build(alone, readTextFields(alone, fields.slice(1)), body);
  }
  return unknown(body, 'the message is no event of GC');
}

function build(type: EventType, given: readonly (readonly [string, unknown])[], raw: string): GcEvent {
  const spellings = attributesBySpelling.get(type);
  const event: Attributes = { type };
  for (const [spelling, value] of given) {
    if (spelling === 'type') {
      continue;
    }
    const known = spellings?.get(spelling.toLowerCase());
    const read = known === undefined ? value : attributeReaders[known.kind](value);
    if (read !== undefined && read !== null) {
      setOwn(event, known?.name ?? spelling, read);
    }
  }
  refineEvent(type, event);
  const missing = eventRow(type).required.find((name) => event[name] === undefined);
  return missing === undefined ? (event as GcEvent) : unknown(raw, `${type} without ${missing}`);
}

/** Names come from outside: `__proto__` must be data like any other. */
function setOwn(target: Attributes, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}

function unknown(raw: string, reason: string): GcEvent {
  return { type: 'Unknown', reason, raw };
}

function spellingsOf(type: EventType): Map<string, { name: string; kind: AttributeKind }> {
  const { attributes, further, spellings } = eventRow(type);
  const kinds = { ...attributes, ...further };
  const names = [
    ...Object.keys(kinds).map((name) => [name, name] as const),
    ...Object.entries(spellings ?? {}),
  ];
  return new Map(
    names.flatMap(([spelling, name]) => {
      const kind = kinds[name];
      return kind === undefined ? [] : [[spelling.toLowerCase(), { name, kind }] as const];
    }),
  );
}

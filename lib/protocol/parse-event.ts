import { isRecord, readText } from './attribute-readers';
import type { GcEvent } from './events';
import { setOwn } from './own-property';
import { typesByWord, type PreparedForm, type PreparedType } from './prepared-events';

/** An event under construction: attributes by our names, and whatever else GC sent. */
type Attributes = Record<string, unknown>;

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
  const prepared = typesByWord.get(word.toLowerCase());
  if (prepared === undefined) {
    return unknown(body, word === '' ? 'the message has no type' : 'the type of the message is not known');
  }
  const event: Attributes = { type: prepared.type };
  for (const spelling of Object.keys(attributes)) {
    if (spelling !== 'type') {
      put(event, prepared, spelling, attributes[spelling]);
    }
  }
  return finish(event, prepared, body);
}

/** In front of the fields stand the agent and the word; the agent, something, and the word; or the word alone. */
function parseText(body: string): GcEvent {
  const fields = body.split('#');
  const [first = '', second = '', third = ''] = fields;
  const between = typesByWord.get(third.toLowerCase());
  if (between?.between !== undefined) {
    const front = { agentId: first, [between.between.attribute]: second };
    return parseFields(between, front, fields.slice(3), body, between.between.form);
  }
  const behindAgent = typesByWord.get(second.toLowerCase());
  if (behindAgent !== undefined) {
    return parseFields(behindAgent, { agentId: first }, fields.slice(2), body);
  }
  const alone = typesByWord.get(first.toLowerCase());
  return alone === undefined
    ? unknown(body, 'the message is no event of GC')
    : parseFields(alone, {}, fields.slice(1), body);
}

function parseFields(
  prepared: PreparedType,
  front: Readonly<Record<string, string>>,
  fields: readonly string[],
  body: string,
  form = chooseForm(prepared, fields[0] ?? '', fields.length),
): GcEvent {
  const event: Attributes = { type: prepared.type };
  for (const name of Object.keys(front)) {
    put(event, prepared, name, front[name]);
  }
  for (let index = 0; index < form.length && index < fields.length; index += 1) {
    putField(event, form[index], fields, index);
  }
  if (fields.length > form.length && !form.at(-1)?.takesRest) {
    event.extraFields = fields.slice(form.length);
  }
  return finish(event, prepared, body);
}

/** The form with as many fields as there are; else the next longer one, else the longest. */
function chooseForm(prepared: PreparedType, state: string, count: number): PreparedForm {
  const exact = prepared.formsOfState.get(state)?.find((form) => form.length === count);
  return exact ?? prepared.forms.find((form) => form.length >= count) ?? prepared.forms.at(-1) ?? [];
}

function putField(
  event: Attributes,
  field: PreparedForm[number] | undefined,
  fields: readonly string[],
  index: number,
): void {
  if (field?.attribute === undefined) {
    return;
  }
  const text = fields[index] ?? '';
  const value = field.hasLabel ? text.slice(text.indexOf(':') + 1) : text;
  set(event, field.attribute.name, field.attribute.read(field.takesRest ? fields.slice(index) : value));
}

function put(event: Attributes, { attributes }: PreparedType, spelling: string, value: unknown): void {
  const known = attributes.get(spelling) ?? attributes.get(spelling.toLowerCase());
  if (known === undefined) {
    set(event, spelling, value);
  } else {
    set(event, known.name, known.read(value));
  }
}

function set(event: Attributes, name: string, value: unknown): void {
  if (value !== undefined && value !== null) {
    setOwn(event, name, value);
  }
}

function finish(event: Attributes, { type, required, refine }: PreparedType, raw: string): GcEvent {
  refine?.(event);
  const missing = required.find((name) => event[name] === undefined);
  return missing === undefined ? (event as unknown as GcEvent) : unknown(raw, `${type} without ${missing}`);
}

function unknown(raw: string, reason: string): GcEvent {
  return { type: 'Unknown', reason, raw };
}

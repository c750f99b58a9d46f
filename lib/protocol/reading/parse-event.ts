import { isRecord, readText } from './attribute-readers';
import type { GcEvent } from '../events';
import { setOwn } from '../own-property';
import { bounds, Limits } from './limits';
import { findType, typesWithBetween, type PreparedForm, type PreparedType } from './prepared-events';

/** What only the reader and the client say of an event, not GC. */
const ownAttributes: readonly string[] = ['type', 'recovered', 'truncated'];

/** An event under construction: attributes by our names, and whatever else GC sent. */
type Attributes = Record<string, unknown>;

/**
 * Reads what GC published, in JSON or text, into one and the same object. Never throws: what cannot be read
 * comes back as `{ type: 'Unknown', reason, raw }`.
 */
export function parseEvent(body: string): GcEvent {
  const text = body.trim();
  if (text === '') {
    return unknown('the message is empty', body);
  }
  const event = formatOf(text) === 'json' ? parseJson(text, new Limits()) : parseText(text, new Limits());
  return typeof event === 'string' ? unknown(event, body) : event;
}

/** The format of a message's body. */
export function formatOf(body: string): 'json' | 'text' {
  return body.trimStart().startsWith('{') ? 'json' : 'text';
}

/** The event, or why there is none. */
type Reading = GcEvent | string;

function parseJson(body: string, limits: Limits): Reading {
  let content: unknown;
  try {
    content = limits.cut(JSON.parse(body), body.length);
  } catch {
    return 'the message is not valid JSON';
  }
  const attributes = isRecord(content) ? content : {};
  const word = readText(attributes.type) ?? '';
  const prepared = findType(word);
  if (prepared === undefined) {
    return word === '' ? 'the message has no type' : 'the type of the message is not known';
  }
  const event: Attributes = { type: prepared.type };
  for (const spelling of Object.keys(attributes)) {
    if (!ownAttributes.includes(spelling)) {
      put(event, prepared, spelling, attributes[spelling], limits);
    }
  }
  return finish(event, prepared, limits);
}

/** In front of the fields stand the agent and the word; the agent, something, and the word; or the word alone. */
function parseText(body: string, limits: Limits): Reading {
  const fields = limits.split(limits.shorten(body, bounds.characters), '#');
  const [first = '', second = '', third = ''] = fields;
  const between = typesWithBetween.get(third);
  if (between?.between !== undefined) {
    const event: Attributes = { type: between.type, agentId: first, [between.between.attribute]: second };
    return readFields(event, between, fields, 3, limits, between.between.form);
  }
  const behindAgent = findType(second);
  if (behindAgent !== undefined) {
    const event: Attributes = { type: behindAgent.type };
    set(event, 'agentId', readText(first));
    return readFields(event, behindAgent, fields, 2, limits);
  }
  const alone = findType(first);
  return alone === undefined
    ? 'the message is no event of GC'
    : readFields({ type: alone.type }, alone, fields, 1, limits);
}

/** Reads the fields from `start` on into the event. */
function readFields(
  event: Attributes,
  prepared: PreparedType,
  fields: readonly string[],
  start: number,
  limits: Limits,
  form = chooseForm(prepared, fields[start] ?? '', fields.length - start),
): Reading {
  const end = Math.min(fields.length, start + form.length);
  for (let index = start; index < end; index += 1) {
    putField(event, form[index - start], fields, index, limits);
  }
  if (fields.length > end && !form.at(-1)?.takesRest) {
    event.extraFields = fields.slice(end);
  }
  return finish(event, prepared, limits);
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
  limits: Limits,
): void {
  if (field?.attribute === undefined) {
    return;
  }
  const text = fields[index] ?? '';
  const value = field.hasLabel ? text.slice(text.indexOf(':') + 1) : text;
  set(
    event,
    field.attribute.name,
    field.attribute.read(field.takesRest ? fields.slice(index) : value, limits),
  );
}

function put(
  event: Attributes,
  { attributes }: PreparedType,
  spelling: string,
  value: unknown,
  limits: Limits,
): void {
  const known = attributes.get(spelling) ?? attributes.get(spelling.toLowerCase());
  if (known === undefined) {
    set(event, spelling, value);
  } else {
    set(event, known.name, known.read(value, limits));
  }
}

function set(event: Attributes, name: string, value: unknown): void {
  if (value !== undefined && value !== null) {
    setOwn(event, name, value);
  }
}

function finish(event: Attributes, { type, required, refine }: PreparedType, limits: Limits): Reading {
  refine?.(event, limits);
  if (limits.isTruncated) {
    event.truncated = true;
  }
  const missing = required.find((name) => event[name] === undefined);
  return missing === undefined ? (event as unknown as GcEvent) : `${type} without ${missing}`;
}

function unknown(reason: string, raw: string): GcEvent {
  return { type: 'Unknown', reason, raw };
}

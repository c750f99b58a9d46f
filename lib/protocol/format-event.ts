import { isRecord, readText } from './attribute-readers';
import {
  eventRow,
  type AttributeKind,
  type EventRow,
  type EventType,
  type GcEvent,
  type TextFields,
} from './events';
import { describeField, formOfState } from './text-fields';

/** GC's formats: JSON, the new text format, and the old one. */
export type EventFormat = 'json' | 'text' | 'text-old';

/** What text formats carry besides the event. */
export interface TextContext {
  /** Full name of the agent. */
  readonly fullName?: string | undefined;
}

type KnownEvent = Exclude<GcEvent, { type: 'Unknown' }>;

/** Writes an event the way GC publishes it. The opposite of {@link parseEvent}; used by the simulator. */
export function formatEvent(event: KnownEvent, format: EventFormat, context: TextContext = {}): string {
  const values: Readonly<Record<string, unknown>> = { ...event };
  return format === 'json' ? formatJson(event.type, values) : formatText(event.type, values, format, context);
}

function formatJson(type: EventType, values: Readonly<Record<string, unknown>>): string {
  const { attributes, further, json } = eventRow(type);
  const table = Object.entries(attributes).map(([name, kind]) => [
    json?.[name] ?? name,
    toJson(kind, values[name]),
  ]);
  const others = Object.entries(further ?? {})
    .filter(([name]) => values[name] !== undefined)
    .map(([name, kind]) => [name, toJson(kind, values[name])]);
  return JSON.stringify({ type, ...Object.fromEntries([...table, ...others]) });
}

function formatText(
  type: EventType,
  values: Readonly<Record<string, unknown>>,
  format: EventFormat,
  context: TextContext,
): string {
  const { text } = eventRow(type);
  const word = text.word ?? type;
  const front = text.withoutAgent ? [word] : [String(values.agentId), word];
  const form = chooseForm(text, format, String(values.state));
  const fields = form.flatMap((notation) => textOfField(type, notation, values, format, context));
  return [...front, ...fields].join('#');
}

function chooseForm(text: EventRow['text'], format: EventFormat, state: string): TextFields {
  const old = format === 'text-old' ? (formOfState(text.oldOfState, state) ?? text.old) : undefined;
  return formOfState(text.ofState, state) ?? old ?? text.fields;
}

function textOfField(
  type: EventType,
  notation: string,
  values: Readonly<Record<string, unknown>>,
  format: EventFormat,
  context: TextContext,
): string[] {
  const { attribute, label, rest } = describeField(notation);
  const row = eventRow(type);
  const kind = { ...row.attributes, ...row.further }[attribute];
  const value =
    attribute === 'fullName' ? context.fullName : (values[attribute] ?? derived(attribute, values));
  if (rest) {
    return Array.isArray(value) ? value.map(textOfRecord) : [];
  }
  const text = toText(kind, value, format);
  return [label === undefined ? text : `${label}:${text}`];
}

/** Fields that text has where our event has an attribute of another form. */
function derived(field: string, { reasonCodes }: Readonly<Record<string, unknown>>): string | undefined {
  const codes = Array.isArray(reasonCodes) ? reasonCodes.filter(isRecord) : [];
  switch (field) {
    case 'codes':
      return codes.map(({ code }) => String(code)).join(',');
    case 'labels':
      return codes.map(({ label }) => String(label)).join(',');
    default:
      return undefined;
  }
}

/** GC's JSON has an empty text where a text is absent. */
function toJson(kind: AttributeKind, value: unknown): unknown {
  if (value === undefined) {
    return kind === 'text' ? '' : undefined;
  }
  if (kind === 'reasonCodes' && Array.isArray(value)) {
    return value.filter(isRecord).map(({ code, label }) => ({ [String(code)]: label }));
  }
  return typeof value === 'boolean' ? String(value) : value;
}

function toText(kind: AttributeKind | undefined, value: unknown, format: EventFormat): string {
  if (kind === 'variables' && isRecord(value)) {
    return textOfVariables(value, format);
  }
  if (kind === 'participants' && Array.isArray(value)) {
    return value.filter(isRecord).map(textOfParticipant).join('|');
  }
  if (kind === 'teams' && Array.isArray(value)) {
    return value
      .filter(isRecord)
      .map(({ id, name }) => [id, name].join(','))
      .join('|');
  }
  return readText(kind === 'team' && isRecord(value) ? value.id : value) ?? '';
}

/** New format: the caller's number bare, then `name=value`; old format: the values alone. */
function textOfVariables({ ani, ...others }: Record<string, unknown>, format: EventFormat): string {
  if (format === 'text-old') {
    return [ani, ...Object.values(others)].map((value) => readText(value) ?? '').join(',');
  }
  const pairs = Object.entries(others).map(([name, value]) => `${name}=${readText(value) ?? ''}`);
  return [readText(ani), ...pairs].filter((part) => part !== undefined).join('|');
}

function textOfParticipant({ extension, state, role }: Record<string, unknown>): string {
  const fields = [extension, state, 'PRESENT', role].map(readText);
  return fields.filter((field) => field !== undefined).join(',');
}

function textOfRecord(record: unknown): string {
  const entries = isRecord(record) ? Object.entries(record) : [];
  return entries.map(([name, value]) => `${name}:${readText(value) ?? ''}`).join(',');
}

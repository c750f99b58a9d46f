import { isRecord } from '../../common/is-record';
import {
  eventRow,
  textKinds,
  type AttributeKind,
  type EventType,
  type GcEvent,
  type TextFields,
  type TextForm,
} from '../catalogue/events';
import { readText } from '../reading/kinds/texts';
import { readWord } from '../reading/kinds/words';
import { describeField, formOfState } from '../text-fields';

/** GC's formats: JSON, the new text format, and the old one. */
export type EventFormat = 'json' | 'text' | 'text-old';

/** What text formats carry besides the event. */
export interface TextContext {
  /** Full name of the agent. */
  readonly fullName?: string | undefined;
  /** Whether the lines have the fields that GC has been seen to send, where the specification has fewer. */
  readonly asSeen?: boolean | undefined;
}

export type KnownEvent = Exclude<GcEvent, { type: 'Unknown' }>;

/** Writes an event the way GC publishes it. The opposite of {@link parseEvent}; used by the simulator. */
export function formatEvent(event: KnownEvent, format: EventFormat, context: TextContext = {}): string {
  return format === 'json'
    ? JSON.stringify(jsonOfEvent(event))
    : fieldsOfEvent(event, format, context).join('#');
}

/** The object that GC publishes as JSON: the attributes of the table, and what else the event has. */
export function jsonOfEvent(event: KnownEvent): Record<string, unknown> {
  const values: Readonly<Record<string, unknown>> = { ...event };
  const { attributes, further, json } = eventRow(event.type);
  const table = Object.entries(attributes).map(([name, kind]) => [
    json?.[name] ?? name,
    toJson(kind, values[name]),
  ]);
  const others = Object.entries(further ?? {})
    .filter(([name]) => values[name] !== undefined)
    .map(([name, kind]) => [name, toJson(kind, values[name])]);
  return { type: event.type, ...(Object.fromEntries([...table, ...others]) as Record<string, unknown>) };
}

/** The fields that GC publishes as a line of text. */
export function fieldsOfEvent(
  event: KnownEvent,
  format: Exclude<EventFormat, 'json'>,
  context: TextContext = {},
): string[] {
  const { type } = event;
  const values: Readonly<Record<string, unknown>> = { ...event };
  const { text } = eventRow(type);
  const between = text.between && values[text.between.attribute];
  const subject = isAboutMember(text, values) ? values.supervisorId : values.agentId;
  const agent = text.withoutAgent || subject === undefined ? [] : [subject];
  const front = [...agent, ...(between === undefined ? [] : [between]), text.word ?? type];
  const form =
    text.between && between !== undefined
      ? text.between.fields
      : chooseForm(text, format, values, context.asSeen);
  const fields = form.flatMap((notation) => textOfField(type, notation, values, format, context));
  return [...front.map((field) => readText(field) ?? ''), ...fields];
}

function chooseForm(
  text: TextForm,
  format: EventFormat,
  values: Readonly<Record<string, unknown>>,
  asSeen = false,
): TextFields {
  const state = readWord('callState', values[text.key ?? 'state']) ?? '';
  if (isAboutMember(text, values)) {
    return text.ofMember;
  }
  const ofState = formOfState(text.ofState, state);
  if (asSeen && ofState === undefined) {
    return longestSeen(text);
  }
  const old = format === 'text-old' ? (formOfState(text.oldOfState, state) ?? text.old) : undefined;
  return ofState ?? old ?? text.fields;
}

/** The form with the most fields that GC has been seen to send. */
function longestSeen({ fields, ofMember = [], seen = [] }: TextForm): TextFields {
  return [ofMember, ...seen].reduce(
    (longest, form) => (form.length > longest.length ? form : longest),
    fields,
  );
}

function isAboutMember(
  text: TextForm,
  { supervisorId }: Readonly<Record<string, unknown>>,
): text is TextForm & { ofMember: TextFields } {
  return text.ofMember !== undefined && supervisorId !== undefined;
}

function textOfField(
  type: EventType,
  notation: string,
  values: Readonly<Record<string, unknown>>,
  format: EventFormat,
  context: TextContext,
): string[] {
  const { attribute = '', label, fixed, takesRest } = describeField(notation);
  if (fixed !== undefined) {
    return [fixed];
  }
  const { attributes, further, text } = eventRow(type);
  const kind = { ...attributes, ...further }[attribute];
  const value =
    attribute === 'fullName' ? context.fullName : (values[attribute] ?? derived(attribute, values));
  if (takesRest && !textKinds.includes(kind ?? 'text')) {
    const things = Array.isArray(value) ? value.filter(isRecord) : [];
    return things.length === 0 && text.none
      ? [text.none]
      : things.map((thing) => textOfThing(thing, kind, text.capitalised));
  }
  const written = toText(kind, value, format, text);
  return [label === undefined ? written : `${label}:${written}`];
}

/** Fields that text has where our event has an attribute of another form. */
function derived(field: string, { reasonCodes, agentId }: Readonly<Record<string, unknown>>): unknown {
  const codes = Array.isArray(reasonCodes) ? reasonCodes.filter(isRecord) : [];
  switch (field) {
    case 'codes':
      return codes.map(({ code }) => String(code)).join(',');
    case 'labels':
      return codes.map(({ label }) => String(label)).join(',');
    case 'memberId':
      return agentId;
    default:
      return undefined;
  }
}

/** GC's JSON has an empty text where a text is absent. */
function toJson(kind: AttributeKind, value: unknown): unknown {
  if (value === undefined) {
    return textKinds.includes(kind) ? '' : undefined;
  }
  if (kind === 'reasonCodes' && Array.isArray(value)) {
    return value.filter(isRecord).map(({ code, label }) => ({ [String(code)]: label }));
  }
  return typeof value === 'boolean' ? String(value) : value;
}

function toText(
  kind: AttributeKind | undefined,
  value: unknown,
  format: EventFormat,
  text: TextForm,
): string {
  if (kind === 'variables' && isRecord(value)) {
    return textOfVariables(value, format, text);
  }
  if (!Array.isArray(value)) {
    return readText(kind === 'team' && isRecord(value) ? value.id : value) ?? '';
  }
  switch (kind) {
    case 'participants':
      return value.filter(isRecord).map(textOfParticipant).join('|');
    case 'teams':
      return value.filter(isRecord).map(textOf('id', 'name')).join('|');
    case 'controls':
      return value.filter(isRecord).map(textOf('control', 'visible')).join('|');
    default:
      return value.map(readText).join(',');
  }
}

/** The caller's number bare (unless named), then `name=value`; or, in some events of the old format, values alone. */
function textOfVariables(
  variables: Record<string, unknown>,
  format: EventFormat,
  { namesAni, unnamedWhenOld }: TextForm,
): string {
  const { ani, ...others } = variables;
  if (unnamedWhenOld && format === 'text-old') {
    return [ani, ...Object.values(others)].map((value) => readText(value) ?? '').join(',');
  }
  const named = Object.entries(namesAni ? variables : others);
  const pairs = named.map(([name, value]) => `${name}=${readText(value) ?? ''}`);
  return (namesAni || ani === undefined ? pairs : [readText(ani), ...pairs]).join('|');
}

function textOfParticipant({ extension, state, role }: Record<string, unknown>): string {
  const fields = [extension, state, 'PRESENT', role].map(readText);
  return fields.filter((field) => field !== undefined).join(',');
}

function textOf(...names: string[]): (record: Record<string, unknown>) => string {
  return (record) => names.map((name) => readText(record[name]) ?? '').join(',');
}

/** `Label:value,Label:value`; users have no label in front of login id and state. */
function textOfThing(
  thing: Record<string, unknown>,
  kind: AttributeKind | undefined,
  capitalised: true | undefined,
): string {
  const write = ([name, value]: [string, unknown]) =>
    `${capitalised ? name.charAt(0).toUpperCase() + name.slice(1) : name}:${readText(value) ?? ''}`;
  if (kind !== 'users') {
    return Object.entries(thing).map(write).join(',');
  }
  const { firstName, lastName, extension, agentId, state, stateChangeTime } = thing;
  const labelled = Object.entries({ firstName, lastName, extension }).map(write);
  const bare = [agentId, state, '', ''].map((value) => readText(value) ?? '');
  return [...labelled, ...bare, write(['stateChangeTime', stateChangeTime])].join(',');
}

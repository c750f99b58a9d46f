import {
  eventRow,
  events,
  type AttributeKind,
  type EventOf,
  type EventType,
  type GcEvent,
} from '../catalogue/events';
import { words, type WordKind, type Words } from './kinds/words';

/** Why a part of a message could not be read. */
export type UnreadKind =
  /** The message is no event of GC. */
  | 'message'
  /** A line has more fields than its event has places. */
  | 'extra-fields'
  /** No table of the specification has the attribute for this event. */
  | 'unknown-attribute'
  /** The attribute is known, but not the form that it came in. */
  | 'unread-attribute'
  /** The attribute is known, but not the word in it. */
  | 'unknown-word';

/** A part of a message that could not be read. Its texts are as GC sent them: bounded by the reader, not trusted. */
export interface UnreadPart {
  readonly kind: UnreadKind;
  readonly type: GcEvent['type'];
  /** By GC's name where the table has none; `participants.state` is that of one of the participants. */
  readonly attribute?: string;
  /** The word, or why the message is no event. */
  readonly detail?: string;
}

/** Parts that are named of one message. */
const mostParts = 50;
/** Entries of a list in which words are looked at. */
const mostEntries = 100;

const nothing: readonly UnreadPart[] = [];

/** What only the reader and the client say of an event, and the agent, which stands in front of every line. */
const added: ReadonlySet<string> = new Set([
  ...['type', 'agentId', 'recovered', 'truncated', 'labelsUnclear'],
]);

/** Finds what could not be read in a value of one attribute. */
type Check = (value: unknown) => readonly UnreadPart[];

/** By event type, then by attribute. */
const checks: ReadonlyMap<string, ReadonlyMap<string, Check>> = new Map(
  (Object.keys(events) as EventType[]).map((type) => [type, checksOf(type)] as const),
);

/** The parts of a message that could not be read, at most 50; mostly there are none. Never throws. */
export function unreadParts(event: GcEvent): readonly UnreadPart[] {
  if (event.type === 'Unknown') {
    return [{ kind: 'message', type: event.type, detail: event.reason }];
  }
  const known = checks.get(event.type);
  const attributes = event as unknown as Readonly<Record<string, unknown>>;
  let parts = nothing;
  for (const name in attributes) {
    const check = known?.get(name);
    const found = check === undefined ? partsBeyond(event, name) : check(attributes[name]);
    if (found.length > 0) {
      parts = [...parts, ...found];
    }
    if (parts.length >= mostParts) {
      return parts.slice(0, mostParts);
    }
  }
  return parts;
}

/** What an attribute says that no table has. */
function partsBeyond({ type, unread = {} }: EventOf<EventType>, name: string): readonly UnreadPart[] {
  switch (name) {
    case 'extraFields':
      return [{ kind: 'extra-fields', type }];
    case 'unread':
      return Object.keys(unread).map((attribute) => ({ kind: 'unread-attribute', type, attribute }));
    default:
      return added.has(name) ? nothing : [{ kind: 'unknown-attribute', type, attribute: name }];
  }
}

function checksOf(type: EventType): ReadonlyMap<string, Check> {
  const { attributes, further } = eventRow(type);
  const kinds = Object.entries({ ...attributes, ...further });
  return new Map(kinds.map(([name, kind]) => [name, checkOf(type, name, kind)] as const));
}

function checkOf(type: EventType, name: string, kind: AttributeKind): Check {
  const part = (attribute: string, detail: string) =>
    ({ kind: 'unknown-word', type, attribute, detail }) as const;
  if (kind === 'participants' || kind === 'users') {
    const known = kind === 'users' ? words.agentState : words.participantState;
    return (value) => unknownStates(value, known).map((state) => part(`${name}.state`, state));
  }
  if (!isWordKind(kind)) {
    return () => nothing;
  }
  const known = words[kind];
  return (value) => (isUnknown(value, known) ? [part(name, value)] : nothing);
}

function isWordKind(kind: string): kind is WordKind {
  return Object.hasOwn(words, kind);
}

function isUnknown(value: unknown, known: Words): value is string {
  return typeof value === 'string' && known.find(value) === undefined;
}

/** Each of them once. */
function unknownStates(value: unknown, known: Words): string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value.slice(0, mostEntries) : [];
  const states = entries.map((entry) => (entry as { state?: unknown } | null | undefined)?.state);
  return [...new Set(states.filter((state) => isUnknown(state, known)))];
}

import { eventRow, events, type Added, type AttributeKind, type EventType } from './catalogue/events';

/** The part of JSON Schema (2020-12) that our events need. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly const?: string | boolean;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema;
  readonly required?: readonly string[];
  readonly oneOf?: readonly JsonSchema[];
}

/** The version of JSON Schema that our schemas are written in. */
export const schemaVersion = 'https://json-schema.org/draft/2020-12/schema';
const text: JsonSchema = { type: 'string' };
const flag: JsonSchema = { type: 'boolean' };
const team = objectSchema({ id: text, name: text });

/** What `AttributeTypes` says, for those who check events at run time. */
export const attributeSchemas: Readonly<Record<AttributeKind, JsonSchema>> = {
  text,
  agentState: text,
  callState: text,
  category: text,
  word: text,
  errorCode: text,
  flag,
  variables: { type: 'object', additionalProperties: text },
  participants: arraySchema(objectSchema({ extension: text, state: text })),
  reasonCodes: arraySchema(objectSchema({ code: text, label: text }, ['code', 'label'])),
  team,
  teams: arraySchema(team),
  list: arraySchema(text),
  queues: arraySchema({ type: 'object' }),
  phonebooks: arraySchema({ type: 'object' }),
  contacts: arraySchema({ type: 'object' }),
  users: arraySchema(
    objectSchema({
      agentId: text,
      firstName: text,
      lastName: text,
      extension: text,
      state: text,
      stateChangeTime: text,
    }),
  ),
  controls: arraySchema(objectSchema({ control: text, visible: flag }, ['control', 'visible'])),
};

/** What the reader and the client add to events. */
export const addedSchemas: Readonly<Record<keyof Added, JsonSchema>> = {
  recovered: {
    const: true,
    description: 'Found, repeated or being checked while the client brings an agent back after an outage',
  },
  truncated: { const: true, description: 'Texts, lists or levels beyond the limits were cut off' },
  unread: {
    description: "Attributes that came in a form that cannot be read, by GC's names, as GC sent them",
    type: 'object',
  },
  labelsUnclear: { const: true, description: 'The labels cannot be told apart, so none is given' },
};

const unknownSchema: JsonSchema = {
  title: 'Unknown',
  description: 'Something GC sent that is no event we can read: its text, and why',
  ...objectSchema({ type: { const: 'Unknown' }, reason: text, raw: text, agentId: text }, [
    'type',
    'reason',
    'raw',
  ]),
};

const types = Object.keys(events) as EventType[];

/** A JSON Schema of our event objects, by type. Further attributes are allowed: what GC sends is kept. */
export const eventSchemas = Object.fromEntries(
  types.map((type) => [type, { $schema: schemaVersion, ...schemaOf(type) }]),
) as Readonly<Record<EventType, JsonSchema>>;

/** A JSON Schema of everything that `parseEvent` returns. */
export const gcEventSchema: JsonSchema = {
  $schema: schemaVersion,
  title: 'GcEvent',
  description:
    'An event of GC, whatever format GC sent it in. Attributes that are not listed are kept as they are.',
  oneOf: [...types.map(schemaOf), unknownSchema],
};

function schemaOf(type: EventType): JsonSchema {
  const { meaning, attributes, further, required } = eventRow(type);
  const properties: Record<string, JsonSchema> = { type: { const: type } };
  for (const [name, kind] of Object.entries({ ...attributes, ...further })) {
    properties[name] = attributeSchemas[kind];
  }
  Object.assign(properties, addedSchemas);
  return { title: type, description: meaning, ...objectSchema(properties, ['type', ...required]) };
}

/** The schema of an object with these properties; others are allowed. */
export function objectSchema(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return { type: 'object', properties, ...(required.length === 0 ? {} : { required }) };
}

export function arraySchema(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

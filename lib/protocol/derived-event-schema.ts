import {
  askerKinds,
  askerTexts,
  commonAttributes,
  derivedEventRow,
  derivedEvents,
  derivedWords,
  type CallDurations,
  type DerivedAttribute,
  type DerivedAttributeKind,
  type DerivedEventType,
} from './catalogue/derived-events';
import { attributeSchemas, schemaVersion, arraySchema, objectSchema, type JsonSchema } from './event-schema';

const text: JsonSchema = { type: 'string' };
const seconds: JsonSchema = { type: 'number', minimum: 0 };

const durations: Readonly<Record<keyof CallDurations, JsonSchema>> = {
  ring: seconds,
  talk: seconds,
  hold: seconds,
  wrapUp: seconds,
  total: seconds,
};

const asker: Readonly<Record<string, JsonSchema>> = {
  kind: { type: 'string', enum: askerKinds },
  ...Object.fromEntries(askerTexts.map((name) => [name, text])),
};

const words = Object.fromEntries(
  Object.entries(derivedWords).map(([kind, values]) => [kind, { type: 'string', enum: values }]),
) as unknown as Readonly<Record<keyof typeof derivedWords, JsonSchema>>;

/** What `DerivedAttributeTypes` says, for those who check derived events at run time. */
const kinds: Readonly<Record<DerivedAttributeKind, JsonSchema>> = {
  text,
  time: { type: 'number' },
  seconds,
  count: { type: 'integer', minimum: 0 },
  mark: { const: true },
  variables: attributeSchemas.variables,
  participants: attributeSchemas.participants,
  team: attributeSchemas.team,
  event: { type: 'object' },
  addresses: arraySchema(text),
  durations: objectSchema(durations, Object.keys(durations)),
  milliseconds: { type: 'number', minimum: 0 },
  asker: objectSchema(asker, ['kind']),
  ...words,
};

const types = Object.keys(derivedEvents) as DerivedEventType[];

/** A JSON Schema of the derived events, by type. */
export const derivedEventSchemas = Object.fromEntries(
  types.map((type) => [type, { $schema: schemaVersion, ...schemaOf(type) }]),
) as Readonly<Record<DerivedEventType, JsonSchema>>;

/** A JSON Schema of every derived event. */
export const derivedEventSchema: JsonSchema = {
  $schema: schemaVersion,
  title: 'DerivedEvent',
  description: 'An event that the client derives from the events of GC.',
  oneOf: types.map(schemaOf),
};

function schemaOf(type: DerivedEventType): JsonSchema {
  const { meaning, about, attributes } = derivedEventRow(type);
  const common: Readonly<Record<string, DerivedAttribute>> = commonAttributes[about];
  const all = Object.entries({ ...common, ...attributes });
  const properties = Object.fromEntries(
    all.map(([name, attribute]) => [name, { description: attribute.meaning, ...kinds[attribute.kind] }]),
  );
  const required = all.flatMap(([name, { optional }]) => (optional ? [] : [name]));
  return {
    title: type,
    description: meaning,
    ...objectSchema({ type: { const: type }, ...properties }, ['type', ...required]),
  };
}

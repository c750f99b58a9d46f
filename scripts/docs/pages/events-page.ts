import {
  eventExamples,
  eventRow,
  events,
  eventSchemas,
  factsOfEvent,
  formatEvent,
  type EventType,
  type GcEvent,
  type JsonSchema,
  type Source,
} from '../../../lib/protocol';
import { addedSchemas } from '../../../lib/protocol/event-schema';
import { bounds } from '../../../lib/protocol/reading/limits';
import { showSource } from './assumptions-page';
import { code, codes, fence, linkTo, page, prose, table } from '../markdown';

type KnownEvent = Exclude<GcEvent, { type: 'Unknown' }>;

const types = Object.keys(events) as EventType[];

/** Most lines of text end with the name of the agent. */
const fullNames = new Map(
  [
    ...eventExamples.AgentInfo,
    ...[...eventExamples.Agents, ...eventExamples.TeamUsersList].flatMap(({ users = [] }) => users),
  ].map(({ agentId, firstName, lastName }) => [agentId, `${firstName} ${lastName}`]),
);

export function eventsPage(): string {
  return page(
    'Events',
    'GC publishes events as JSON, as text in the new format, or as text in the old format, depending on its configuration. `parseEvent` reads all three into the objects below. An attribute that GC did not send, or sent empty, is absent. Attributes that are not listed here keep their value. An attribute in an unreadable form is kept in `unread`. Names are not case-sensitive.',
    "GC's documentation lists attributes for some events and lines of text for others. If it has only one of the two, the other is derived here by the same pattern. Known variants of the text are read as well.",
    `A message is read up to a limit: ${bounds.depth} levels, ${number(bounds.entries)} entries in a list, ${number(bounds.text)} characters in a text. The rest is cut off, and the event has ${code('truncated: true')}.`,
    'In addition to its own attributes, any event can have these:',
    table(
      ['Attribute', 'Meaning'],
      Object.entries(addedSchemas).map(([name, { description = '' }]) => [code(name), prose(description)]),
    ),
    'A machine-readable description is in [events.schema.json](events.schema.json) (JSON Schema 2020-12).',
    table(
      ['Event', 'Meaning'],
      [
        ...types.map((type) => [linkTo('', type), prose(events[type].meaning)]),
        [linkTo('', 'Unknown'), unknown],
      ],
    ),
    ...types.map(section),
    `## Unknown\n\n${unknown}. ${code('reason')} says why, and ${code('raw')} has the original text.`,
    fence('json', pretty({ type: 'Unknown', reason: 'the message is no event of GC', raw: '1081#Dance' })),
  );
}

function number(value: number): string {
  return value.toLocaleString('en-GB');
}

const unknown = 'A message that could not be read';

function section(type: EventType): string {
  const examples: readonly KnownEvent[] = eventExamples[type];
  return [
    `## ${type}`,
    `${prose(eventRow(type).meaning)}.`,
    `JSON: ${showSource(partSource(type, 'JSON'))}. Text: ${showSource(partSource(type, 'text'))}.`,
    table(['Attribute', 'Value', 'Required', 'Also spelled', 'Source'], attributeRows(type)),
    ...examples.map(showExample),
  ].join('\n\n');
}

function partSource(type: EventType, part: 'JSON' | 'text'): Source {
  return factsOfEvent(type).find((fact) => fact.part === part)?.source ?? 'specified';
}

function attributeRows(type: EventType): string[][] {
  const { attributes, further = {}, required, json = {}, spellings = {} } = eventRow(type);
  const sources = new Map(factsOfEvent(type).map(({ part, source }) => [part, source]));
  return Object.keys({ ...attributes, ...further }).map((name) => {
    const others = Object.entries(spellings).flatMap(([spelling, ours]) => (ours === name ? [spelling] : []));
    const spelled = new Set([...(json[name] === undefined ? [] : [json[name]]), ...others]);
    return [
      code(name),
      describeSchema(eventSchemas[type].properties?.[name]),
      required.includes(name) ? 'yes' : name in further ? 'no, nor in every version or format of GC' : 'no',
      [...spelled].map(code).join(', '),
      showSource(sources.get(name) ?? 'specified'),
    ];
  });
}

/** The values that a schema allows, in words. */
export function describeSchema(schema: JsonSchema | undefined): string {
  if (schema?.enum !== undefined) {
    return codes(schema.enum, 'or');
  }
  switch (schema?.type) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return `list of ${describeSchema(schema.items)}`;
    case 'object':
      return schema.properties === undefined
        ? 'texts by name'
        : code(`{ ${Object.keys(schema.properties).join(', ')} }`);
    default:
      return schema?.const === true ? 'true' : 'anything';
  }
}

function showExample(event: KnownEvent): string {
  const agentId = 'agentId' in event ? event.agentId : undefined;
  const context = { fullName: agentId === undefined ? undefined : fullNames.get(agentId) };
  const [json, text, old] = (['json', 'text', 'text-old'] as const).map((format) =>
    formatEvent(event, format, context),
  ) as [string, string, string];
  return [
    'As an object:',
    fence('json', pretty(event)),
    "In GC's JSON:",
    fence('json', json),
    ...(text === old
      ? ['In both text formats:', fence('text', text)]
      : ['In the new text format:', fence('text', text), 'In the old text format:', fence('text', old)]),
  ].join('\n\n');
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

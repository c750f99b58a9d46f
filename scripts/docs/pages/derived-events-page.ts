import {
  commonAttributes,
  derivedEventExamples,
  derivedEventRow,
  derivedEvents,
  derivedEventSchemas,
  type DerivedAttribute,
  type DerivedEventType,
} from '../../../lib/protocol';
import { describeSchema } from './events-page';
import { code, fence, linkTo, page, prose, table } from '../markdown';

const types = Object.keys(derivedEvents) as DerivedEventType[];

const linksToCommon = {
  call: '[those of every event about a call](#attributes-of-every-event-about-a-call)',
  agent: '[those of every event about an agent](#attributes-of-every-event-about-an-agent)',
  event: '[those of every event about another event](#attributes-of-every-event-about-another-event)',
  command: '[those of every event about a command](#attributes-of-every-event-about-a-command)',
} as const;

export function derivedEventsPage(): string {
  return page(
    'Derived events',
    "The client derives events of its own from GC's events, in any format and order. It follows each agent's side of a call separately, so two agents who talk to each other have one call each. In Node-RED, gc-event-in sends these events. In JavaScript, `GcClient` emits them as `derived`, and `CommandEnded` as `command`.",
    'Times are in milliseconds since 1970. Durations are in seconds, with three decimal places. An optional attribute is absent if its value is unknown.',
    'A machine-readable description is in [derived-events.schema.json](derived-events.schema.json) (JSON Schema 2020-12).',
    table(
      ['Event', 'Meaning'],
      types.map((type) => [linkTo('', type), prose(derivedEvents[type].meaning)]),
    ),
    '## Attributes of every event about a call',
    attributeTable('CallOffered', commonAttributes.call),
    '## Attributes of every event about an agent',
    attributeTable('AgentStateChanged', commonAttributes.agent),
    '## Attributes of every event about another event',
    attributeTable('EventPutAside', commonAttributes.event),
    '## Attributes of every event about a command',
    attributeTable('CommandEnded', commonAttributes.command),
    ...types.map(section),
  );
}

function section(type: DerivedEventType): string {
  const { meaning, about, attributes } = derivedEventRow(type);
  const others = linksToCommon[about];
  const hasOwn = Object.keys(attributes).length > 0;
  return [
    `## ${type}`,
    `${prose(meaning)}.`,
    hasOwn ? `Attributes, in addition to ${others}:` : `Its attributes are ${others}.`,
    ...(hasOwn ? [attributeTable(type, attributes)] : []),
    fence('json', JSON.stringify(derivedEventExamples[type], null, 2)),
  ].join('\n\n');
}

function attributeTable(
  type: DerivedEventType,
  attributes: Readonly<Record<string, DerivedAttribute>>,
): string {
  const rows = Object.entries(attributes).map(([name, { meaning, optional }]) => [
    code(name),
    prose(meaning),
    describeSchema(derivedEventSchemas[type].properties?.[name]),
    optional ? 'no' : 'yes',
  ]);
  return table(['Attribute', 'Meaning', 'Value', 'Always'], rows);
}

import { eventRow, events, type EventType } from '../../lib/protocol';
import type { Random } from './random';

const types = Object.keys(events) as EventType[];

/** Names that mean something to one reader or another, in several spellings, and names that must mean nothing. */
const names = [
  ...[
    'name',
    'value',
    'key',
    'code',
    'label',
    'id',
    'agentId',
    'loginId',
    'agentID',
    'extension',
    'Extension',
  ],
  ...['mediaAddress', 'state', 'State', 'control', 'visible', 'Participant', 'CallVariable', 'Team', 'User'],
  ...['ReasonCode', 'type', 'object', '__proto__', 'constructor', 'toString', '', '\0', '😀'],
];
const texts = ['', 'null', 'x', 'a=b', '1,2', 'FirstName:a', 'Held', ' ', '=', '|', ',', '[{"a":1}]'];
const scalars = [...texts, 0, -1, 1e308, true, null];

/** An event in JSON with values of any form in its attributes. */
export function structuredEvent(random: Random): string {
  return JSON.stringify(content(random, () => structure(random, 4)));
}

/** The same, with one attribute that is very deep or very wide: about so many characters. */
export function largeEvent(random: Random, characters: number): string {
  const body = JSON.stringify(content(random, () => 'here'));
  return body.replace('"here"', () => random.pick([nested, wide])(random, characters));
}

function content(random: Random, value: () => unknown): Record<string, unknown> {
  const type = random.pick(types);
  const { attributes, further } = eventRow(type);
  const event: Record<string, unknown> = { type, agentId: '1', state: 'ACTIVE' };
  for (const name of [...Object.keys({ ...attributes, ...further }), 'other']) {
    if (random.next() < 0.7) {
      event[name] = value();
    }
  }
  return event;
}

function structure(random: Random, levels: number): unknown {
  const kind = levels === 0 ? 'scalar' : random.pick(['scalar', 'list', 'record', 'record']);
  const parts = Array.from({ length: random.pick([0, 1, 1, 2, 3, 12]) });
  switch (kind) {
    case 'list':
      return parts.map(() => structure(random, levels - 1));
    case 'record':
      return Object.fromEntries(parts.map(() => [random.pick(names), structure(random, levels - 1)]));
    default:
      return random.pick(scalars);
  }
}

function nested(random: Random, characters: number): string {
  const [open, close] = random.pick([
    ['{"a":', '}'],
    ['[', ']'],
    ['[{"name":"a","value":', '}]'],
    ['{"Participant":', '}'],
  ] as const);
  const levels = random.pick([15, 16, 17, 5000, Math.floor(characters / (open.length + 1))]);
  return open.repeat(levels) + '1' + close.repeat(levels);
}

function wide(random: Random, characters: number): string {
  const numbers = Array.from({ length: characters / 10 }, (_, index) => index);
  return random.pick([
    () => JSON.stringify(numbers),
    () => JSON.stringify(Object.fromEntries(numbers.map((index) => [`a${index}`, 'x']))),
    () => JSON.stringify(numbers.map(() => ({ name: 'a' }))),
    () => JSON.stringify(random.pick(['a=b|', ',', '1,2|', ', FirstName:']).repeat(characters / 4)),
  ])();
}

import assert from 'node:assert/strict';
import { formatEvent, parseEvent } from '../../../lib/protocol';
import { bodies } from '../bodies';
import { mutate, swell } from '../mutate';
import type { Random } from '../random';
import { largeEvent, structuredEvent } from '../structures';
import type { FuzzTarget, Input } from '../target';

const formats = ['json', 'text', 'text-old'] as const;

/** Kinds of bodies of which a piece comes very often. */
const repetitive: readonly ((times: number) => string)[] = [
  (times) => `1#InboundCall#ACTIVE${'#x'.repeat(times)}`,
  (times) => `1#NewInboundCall#0300#0300${'|a=b'.repeat(times)}#DialogID:5`,
  (times) => `1#TeamUsersList${'#FirstName:a,b'.repeat(times)}`,
  (times) => `1#ReasonCodes#Category:WrapUp#Codes:${'1,'.repeat(times)}#Labels:${'a,'.repeat(times)}`,
  (times) => `{"type":"State"${',"a":1'.repeat(times)}}`,
  (times) => `1#Error#${'x'.repeat(times * 10)}`,
  ...[',', '#', '|', ':', '=', '|=', ', FirstName:'].map(
    (separator) => (times: number) => `1#TeamUsersList#FirstName:a${separator.repeat(times * 10)}`,
  ),
];

/** The body of a message from GC: it gives an event that can be written again, or `Unknown` with a reason. */
export const parseEventTarget: FuzzTarget = {
  name: 'parse-event',
  rounds: 50_000,
  largeRounds: 40,

  make: (random) => mutate(random, random.pick(bodies)),

  makeLarge(random: Random) {
    return random.next() < 0.5
      ? random.pick(repetitive)(100_000)
      : swell(random, mutate(random, random.pick(bodies)), 1e6);
  },

  run: read,
};

/** The attributes of JSON: the same, whatever lists and objects stand in them. */
export const jsonAttributesTarget: FuzzTarget = {
  name: 'json-attributes',
  rounds: 5000,
  largeRounds: 40,
  make: structuredEvent,
  makeLarge: (random) => largeEvent(random, 1e6),
  run: read,
};

function read(input: Input): string {
  const body = input.toString();
  const event = parseEvent(body);
  assert.deepEqual(Object.keys(Object.prototype), []);
  if (event.type === 'Unknown') {
    assert.ok(event.reason.length > 0);
    assert.equal(event.raw, mayBeAgentState(body) && event.raw === '' ? '' : body);
    return 'unknown';
  }
  const format = formats[body.length % formats.length] ?? 'json';
  assert.equal(typeof formatEvent(event, format), 'string');
  assert.equal(typeof JSON.stringify(event), 'string');
  return 'events';
}

/** Whether an agent's password may be in a body: such a text is withheld. */
function mayBeAgentState(body: string): boolean {
  return /agent/i.test(body.replaceAll(/[^a-z]/gi, ''));
}

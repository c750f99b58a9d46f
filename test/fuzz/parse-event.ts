import assert from 'node:assert/strict';
import { formatEvent, parseEvent } from '../../lib/protocol';
import { bodies } from './bodies';

/**
 * Reads mutated bodies and checks that each gives an event or `Unknown` with a reason, that what was read can be
 * written again, and that reading stays linear. `npm run fuzz -- 1000000 7`: number of bodies and seed.
 */
const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number);
const random = generator(seed);
const interesting = [
  '#',
  ',',
  '|',
  ':',
  '=',
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  '\0',
  '\n',
  '__proto__',
  'null',
  '😀',
  '\ud800',
];

function main(): void {
  let unknown = 0;
  for (let round = 0; round < count; round += 1) {
    const body = mutate(pick(bodies));
    const event = parseEvent(body);
    if (event.type === 'Unknown') {
      unknown += 1;
      assert.ok(event.reason.length > 0 && event.raw === body, body);
    } else {
      assert.equal(typeof formatEvent(event, pick(['json', 'text', 'text-old'] as const)), 'string', body);
    }
  }
  assert.equal(Object.getPrototypeOf({}), Object.prototype);
  assert.deepEqual(Object.keys(Object.prototype), []);
  checkLinear();
  console.log(
    `${count} bodies with seed ${seed}: ${count - unknown} events, ${unknown} unknown, nothing thrown.`,
  );
}

function mutate(body: string): string {
  let mutated = body;
  for (let times = 1 + Math.floor(random() * 4); times > 0; times -= 1) {
    const at = Math.floor(random() * (mutated.length + 1));
    const cut = random() < 0.5 ? 0 : Math.floor(random() * 12);
    const insert = random() < 0.6 ? pick(interesting) : String.fromCharCode(Math.floor(random() * 0x3000));
    mutated = mutated.slice(0, at) + insert + mutated.slice(at + cut);
  }
  return mutated;
}

/** Ten times as much may take some thirty times as long on a noisy machine, but not a hundred times. */
function checkLinear(): void {
  for (const [what, make] of [
    ['fields', (size: number) => `1#InboundCall#ACTIVE${'#x'.repeat(size)}`],
    ['variables', (size: number) => `1#NewInboundCall#0300#0300${'|a=b'.repeat(size)}#DialogID:5`],
    ['users', (size: number) => `1#TeamUsersList${'#FirstName:a,b'.repeat(size)}`],
    [
      'labels',
      (size: number) =>
        `1#ReasonCodes#Category:WrapUp#Codes:${'1,'.repeat(size)}#Labels:${'a,'.repeat(size)}`,
    ],
    ['JSON attributes', (size: number) => `{"type":"State"${',"a":1'.repeat(size)}}`],
    ['one field', (size: number) => `1#Error#${'x'.repeat(size * 10)}`],
  ] as const) {
    const [small, large] = [10_000, 100_000].map((size) => fastest(make(size))) as [number, number];
    assert.ok(large < 60 * Math.max(small, 0.5), `${what}: ${small} ms for 10 000, ${large} ms for 100 000`);
  }
}

function fastest(body: string): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    parseEvent(body);
    return performance.now() - start;
  });
  return Math.min(...times);
}

function pick<T>(values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T;
}

/** Mulberry32: small, seeded, good enough to choose with. */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

main();

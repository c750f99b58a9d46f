import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Flavour } from '../../../../lib/protocol';
import { dialects, readDialect, type Dialect } from '../../../../lib/simulator/dialects';
import { perform } from '../../simulator/engine/transcript';
import { readSequences, readSteps, record } from './derive';

/**
 * What some dialects say and others cannot: it decides what the client can know, so two dialects are compared only
 * where they agree in it. All other properties are spelling, and must not matter.
 */
const carries = {
  format: 'text has no participants, and the old text neither reasons nor most ids of calls',
  beyondTables: 'without it, JSON has no cause of a failed call, and no mark of a call that is listened to',
  lines: 'the lines of the specification have no participants and no times',
  dialogIds: 'lines without an id leave it out of what is derived while the call goes on; its record has it',
  teamEvents: 'TeamMemberStateChanged does not say which member',
  outboundCalls: 'InboundCall does not say that the dialer has called',
} as const satisfies Partial<Record<keyof Dialect, string>>;

const oneOf = <const T extends readonly unknown[]>(...values: T): fc.Arbitrary<T[number]> =>
  fc.constantFrom(...values);

const anyDialect: fc.Arbitrary<Dialect> = fc.record<Dialect>({
  format: oneOf('json', 'text', 'text-old'),
  callStates: oneOf('upper', 'tables', 'capitalised'),
  onHold: oneOf('HELD', 'HOLD'),
  callOver: oneOf('DROP', 'DROPPED', 'DELETED'),
  dialogIdKey: oneOf('dialogID', 'dialogId'),
  absent: oneOf('empty', 'null', 'left-out'),
  beyondTables: fc.boolean(),
  callVariables: oneOf('object', 'pairs', 'single-keys', 'texts', 'text', 'wrapped'),
  participants: oneOf('list', 'wrapped', 'text'),
  lists: oneOf('by-type', 'object', 'bare'),
  outboundCalls: oneOf('NewOutboundCall', 'InboundCall'),
  lines: oneOf('specified', 'observed'),
  dialogIds: oneOf('always', 'when-over-or-held'),
  listsNameAgent: fc.boolean(),
  teamEvents: oneOf('State', 'TeamMemberStateChanged'),
  callTypeInJmsType: fc.boolean(),
  // The zone is found out over time; here all of the day counts.
  utcOffset: fc.constant('local'),
  trailingSeparator: fc.boolean(),
  blanks: fc.boolean(),
  unknownAttributes: fc.boolean(),
});

/** The plainest dialect that carries as much. */
function plainest(dialect: Dialect): Dialect {
  const carried = Object.fromEntries(
    (Object.keys(carries) as (keyof typeof carries)[]).map((name) => [name, dialect[name]]),
  );
  return readDialect({ base: 'specified-json', callStates: 'upper', ...carried });
}

const days = readSequences()
  .filter(({ dialect }) => dialect === 'specified-json')
  .map(({ name, lines }) => ({ name, flavour: name.slice(0, 4) as Flavour, lines }));

function recordIn(dialect: Dialect, { flavour, lines }: (typeof days)[number]): string[] {
  return record({ steps: readSteps(perform(lines, { flavour, dialect })) });
}

describe('the client understands GC in any dialect', () => {
  const seed = 14;
  const random = fc.sample(anyDialect, { numRuns: 100, seed });
  const known = new Map<string, string[]>();

  /** Each is worked out once. */
  function expected(dialect: Dialect, day: (typeof days)[number]): string[] {
    const key = JSON.stringify([dialect, day.name]);
    const lines = known.get(key) ?? recordIn(dialect, day);
    known.set(key, lines);
    return lines;
  }

  for (const day of days) {
    it(`${day.name.replaceAll('-', ' ')}, told in ${random.length} random dialects`, () => {
      for (const dialect of random) {
        assert.deepEqual(recordIn(dialect, day), expected(plainest(dialect), day), JSON.stringify(dialect));
      }
    });
  }

  after(() => {
    const named = Object.keys(dialects).length;
    console.log(
      `      ${days.length} sequences × (${named} named + ${random.length} random dialects) = ${days.length * (named + random.length)} combinations`,
    );
  });
});

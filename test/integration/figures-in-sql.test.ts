import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadSketches, type NewSketch } from '../../lib/client/figures/counting/distribution';
import { countNames } from '../../lib/client/figures/counting/names';
import { planFigures } from '../../lib/client/figures/plan';
import {
  figureLevels,
  type FigureLevel,
  type FigureRow,
  type ReasonRow,
} from '../../lib/client/figures/rows';
import { Random } from '../../lib/simulator/random';
import type { DialectName } from '../../lib/simulator/dialects';
import { simulateDay, type Agent, type Wire } from '../support/figures/day';
import { FiguringClient } from '../support/figures/figuring-client';
import type { EventOf, Flavour } from '../../lib/protocol';
import { startPostgres, type Postgres } from '../support/postgres';

/**
 * A day of 25 hours: in Berlin, the clock is set back on this day, at three. The simulation begins and ends with half an
 * hour of the days beside it, so that calls and states go on over both midnights.
 */
const midnight = Date.parse('2025-10-25T22:00:00Z');
const nextMidnight = Date.parse('2025-10-26T23:00:00Z');
const begins = midnight - 25 * 60_000;
const ends = nextMidnight + 35 * 60_000;
const timeZone = 'Europe/Berlin';
/** The last interval and the last day that are over in the end. */
const lastEnd = { '30': nextMidnight + 30 * 60_000, day: nextMidnight };
/** The simulated GC has the zone of this machine. */
const gcZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const answeredWithin = 5;
const plans = (['30', 'day'] as const).map((interval) => planFigures({ interval, timeZone, answeredWithin }));
const insertAtOnce = 20_000;

/** Decides what happens on the day, and when clients begin anew. */
const seed = Number(process.env['TEST_SEED'] ?? 1);

/** The old text format tells the least, so it has a day on both kinds of contact centre. */
const days: readonly (readonly [DialectName, Flavour])[] = [
  ['specified-json', 'ucce'],
  ['specified-new', 'uccx'],
  ['specified-old', 'ucce'],
  ['specified-old', 'uccx'],
];

/** What must not be zero on the day. */
const counted = [
  ...countNames,
  ...['ring', 'talk', 'hold', 'wrapUp', 'ready', 'reserved', 'talking', 'working'].map(
    (name) => `${name}Seconds`,
  ),
];

interface Answer {
  readonly plan: 'day' | '30';
  readonly level: FigureLevel;
  readonly id: string;
  /** Beginning of the interval. */
  readonly f: string;
  readonly figure: string;
  readonly value: number;
}

/** What figures say, by plan, level, id, interval and figure. */
type Said = Map<string, number>;

const sql = readFileSync(path.join(__dirname, '../support/figures/figures.sql'), 'utf8');

describe('Figures of a simulated day of 200 agents', () => {
  let database: Postgres;
  let newSketch: NewSketch;

  before(async () => {
    newSketch = await loadSketches();
    database = await startPostgres();
  });

  after(() => database.stop());

  for (const [dialect, flavour] of days) {
    it(`are those that SQL makes of the raw events, with and without restarts, in ${dialect} on ${flavour}`, async () => {
      const random = new Random(seed + 5);
      const restartsAt = Array.from({ length: 5 }, () =>
        Math.floor(random.between(begins + 60_000, ends) / 1000),
      );
      const steady = new FiguringClient(plans, newSketch, begins);
      const restarted = new FiguringClient(plans, newSketch, begins);
      const wires: Wire[] = [];
      const agents = simulateDay({
        flavour,
        dialect,
        agents: 200,
        begins,
        ends,
        midnight,
        seed: seed + 3,
        onWire: (wire) => {
          wires.push(wire);
          steady.take(wire);
          restarted.take(wire);
        },
        onSecond: (now, engine) => {
          steady.pass(now);
          restarted.pass(now);
          if (restartsAt.includes(Math.floor(now / 1000))) {
            restarted.restart(now);
            for (const [agentId, { isLoggedIn }] of engine.centre.agents) {
              if (isLoggedIn) {
                engine.receive(`GetState#${agentId}`, undefined);
              }
            }
          }
        },
      });

      const levels = dialect === 'specified-json' ? figureLevels : (['agent', 'connection'] as const);
      const expected = await askSql(wires, agents, dialect);
      await assertEventful(expected, dialect);
      compare('without a restart', saidBy(steady, levels), expected, levels);
      compare('with restarts', saidBy(restarted, levels), expected, levels);
    });
  }

  /** All that figures count happens on the day, and calls and states go on over the edges of intervals. */
  async function assertEventful(answers: readonly Answer[], dialect: DialectName): Promise<void> {
    const isOld = dialect === 'specified-old';
    const reasons = isOld ? ['reason '] : ['reason 1', 'reason 2', 'reason 3'];
    for (const name of [...counted, ...reasons]) {
      const its = answers.find(
        ({ plan, level, f, figure }) =>
          plan === 'day' && level === 'connection' && Number(f) === midnight && figure === name,
      );
      assert.ok(Number(its?.value) > 0, `${name} on the day`);
    }
    const lasting = await database.query<{ name: string }>(
      'select name from spans join periods on spans.f < periods.f and spans.t > periods.f group by name',
    );
    const names = lasting.map(({ name }) => name);
    for (const name of ['ring', 'talk', 'hold', 'wrapUp', 'ready', 'talking', 'working', 'notReady']) {
      assert.ok(names.includes(name), `${name} goes on over the edge of an interval`);
    }
    const [overMidnight] = await database.query<{ all: boolean }>(
      `select bool_and(exists (select from spans where spans.f < periods.f and spans.t > periods.f)) as all
       from periods where plan = 'day' and periods.f >= ${midnight}`,
    );
    assert.equal(overMidnight?.all, true, 'states go on over each midnight');
  }

  async function askSql(
    wires: readonly Wire[],
    agents: readonly Agent[],
    dialect: DialectName,
  ): Promise<readonly Answer[]> {
    await database.query('drop table if exists raw, agents, setting cascade');
    await database.query(
      `create table raw (seq int primary key, at bigint, kind text, name text, agent text, dialog text, state text,
         reason text, from_address text, told text, connected int)`,
    );
    for (let from = 0; from < wires.length; from += insertAtOnce) {
      const rows = wires.slice(from, from + insertAtOnce).map((wire, index) => rowOf(wire, from + index));
      await database.query(
        `insert into raw select * from jsonb_to_recordset($1::jsonb) as r(seq int, at bigint, kind text, name text,
           agent text, dialog text, state text, reason text, from_address text, told text, connected int)`,
        JSON.stringify(rows),
      );
    }
    await database.query(
      'create table agents as select * from jsonb_to_recordset($1::jsonb) as r(agent text, extension text, team text)',
      JSON.stringify(agents),
    );
    await database.query(
      `create table setting as select '${timeZone}' as zone, '${gcZone}' as gc_zone, ${answeredWithin} as answered_within,
         ${String(dialect === 'specified-json')} as lists_participants, to_timestamp(${begins / 1000}) as begins,
         to_timestamp(${ends / 1000}) as ends`,
    );
    await database.query('create index on raw (agent, seq)');
    await database.query('analyze');
    await database.query(sql);
    return database.query<Answer>('select * from answer');
  }
});

/** What an event may have of State and InboundCall. */
type Told = Partial<Omit<EventOf<'State'>, 'type'> & Omit<EventOf<'InboundCall'>, 'type'>>;

function rowOf(wire: Wire, seq: number): object {
  if ('command' in wire) {
    const { agentId, dialogId } = wire.parameters;
    return {
      seq,
      at: wire.at,
      kind: 'command',
      name: wire.command,
      agent: agentId,
      dialog: dialogId,
    };
  }
  const { type, agentId, dialogId, state, reasonCode, fromAddress, stateChangeTime, participants } =
    wire.event as Told & { readonly type: string };
  return {
    seq,
    at: wire.at,
    kind: 'event',
    name: type,
    agent: agentId,
    dialog: dialogId,
    state,
    reason: reasonCode,
    from_address: fromAddress,
    told: stateChangeTime,
    connected: participants?.filter(({ state }) => state === 'ACTIVE' || state === 'HELD').length,
  };
}

function saidBy({ ended }: FiguringClient, levels: readonly FigureLevel[]): Said {
  const said: Said = new Map();
  for (const { plan, figures, reasons } of ended) {
    const name = plan.key.includes('day') ? 'day' : '30';
    for (const level of levels) {
      for (const row of figures[level]) {
        const key = keyOf(name, row);
        for (const [figure, value] of Object.entries(row)) {
          if (typeof value === 'number' && figure !== 'answeredWithin' && figure !== 'unobservedSeconds') {
            said.set(key + figure, value);
          }
        }
      }
      for (const row of reasons[level]) {
        said.set(`${keyOf(name, row)}reason ${row.reasonCode}`, row.seconds);
      }
    }
  }
  return said;
}

function keyOf(plan: string, { level, id, from }: FigureRow | ReasonRow): string {
  return `${plan} ${level} ${id} ${Date.parse(from)} `;
}

/** Counts are equal, times to the millisecond, percentiles to one per cent. */
function compare(how: string, said: Said, answers: readonly Answer[], levels: readonly FigureLevel[]): void {
  const expected = new Map(
    answers
      .filter(({ plan, level, f }) => levels.includes(level) && Number(f) < lastEnd[plan])
      .map(({ plan, level, id, f, figure, value }) => [
        `${plan} ${level} ${id} ${f} ${figure}`,
        Number(value),
      ]),
  );
  assert.ok(expected.size > 10_000, `${expected.size} figures are too few`);
  const wrong = [...new Set([...said.keys(), ...expected.keys()])].filter(
    (key) => !isEqual(key, said.get(key) ?? 0, expected.get(key) ?? 0),
  );
  const shown = wrong.slice(0, 20).map((key) => `${key}: ${said.get(key)}, SQL: ${expected.get(key)}`);
  assert.deepEqual(shown, [], `${how}, ${wrong.length} of ${expected.size} figures differ`);
}

function isEqual(key: string, said: number, expected: number): boolean {
  const tolerance = /P[59]0$/.test(key)
    ? expected * 0.0101 + 0.001
    : key.endsWith('occupancy')
      ? 0.0501
      : 0.0011;
  return Math.abs(said - expected) <= tolerance;
}

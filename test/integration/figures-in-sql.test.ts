import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadSketches, type NewSketch } from '../../lib/client/figures/counting/distribution';
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
import type { EventOf } from '../../lib/protocol';
import { startPostgres, type Postgres } from '../support/postgres';

/** In Berlin, the clock is set back on this day, at three. */
const begins = Date.parse('2025-10-25T22:10:00Z');
const hours = 3;
const timeZone = 'Europe/Berlin';
/** The simulated GC has the zone of this machine. */
const gcZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const answeredWithin = 5;
const insertAtOnce = 20_000;

/** Decides what happens on the day, and when clients begin anew. */
const seed = Number(process.env['TEST_SEED'] ?? 1);

interface Answer {
  readonly level: FigureLevel;
  readonly id: string;
  /** Beginning of the interval. */
  readonly f: string;
  readonly figure: string;
  readonly value: number;
}

/** What figures say, by level, id, interval and figure. */
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

  const days: readonly (readonly [DialectName, boolean])[] = [
    ['specified-json', true],
    ['specified-new', true],
    ['specified-old', false],
  ];
  for (const [dialect, consults] of days) {
    it(`are those that SQL makes of the raw events, with and without restarts, in ${dialect}`, async () => {
      const random = new Random(seed + 5);
      const restartsAt = Array.from({ length: 5 }, () =>
        Math.floor(begins / 1000 + random.between(60, hours * 3600)),
      );
      const plan = planFigures({ interval: '30', timeZone, answeredWithin });
      const steady = new FiguringClient(plan, newSketch, begins);
      const restarted = new FiguringClient(plan, newSketch, begins);
      const wires: Wire[] = [];
      const agents = simulateDay({
        dialect,
        consults,
        agents: 200,
        start: begins,
        hours,
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
            for (const agentId of engine.centre.agents.keys()) {
              engine.receive(`GetState#${agentId}`, undefined);
            }
          }
        },
      });

      const levels = dialect === 'specified-json' ? figureLevels : (['agent', 'connection'] as const);
      const expected = await askSql(wires, agents, dialect);
      compare('without a restart', saidBy(steady, levels), expected, levels);
      compare('with restarts', saidBy(restarted, levels), expected, levels);
    });
  }

  async function askSql(
    wires: readonly Wire[],
    agents: readonly Agent[],
    dialect: DialectName,
  ): Promise<readonly Answer[]> {
    await database.query('drop table if exists raw, agents, setting cascade');
    await database.query(
      `create table raw (seq int primary key, at bigint, kind text, name text, agent text, dialog text, state text,
         reason text, from_address text, extension text, told text, connected int)`,
    );
    for (let from = 0; from < wires.length; from += insertAtOnce) {
      const rows = wires.slice(from, from + insertAtOnce).map((wire, index) => rowOf(wire, from + index));
      await database.query(
        `insert into raw select * from jsonb_to_recordset($1::jsonb) as r(seq int, at bigint, kind text, name text,
           agent text, dialog text, state text, reason text, from_address text, extension text, told text, connected int)`,
        JSON.stringify(rows),
      );
    }
    await database.query(
      'create table agents as select * from jsonb_to_recordset($1::jsonb) as r(agent text, extension text, team text)',
      JSON.stringify(agents),
    );
    await database.query(
      `create table setting as select '${timeZone}' as zone, '${gcZone}' as gc_zone, 30 as minutes, ${answeredWithin} as answered_within,
         ${String(dialect !== 'specified-old')} as names_calls, ${String(dialect === 'specified-json')} as lists_participants, to_timestamp(${begins / 1000}) as begins,
         to_timestamp(${begins / 1000 + hours * 3600}) as ends`,
    );
    await database.query('create index on raw (agent, seq)');
    await database.query(sql);
    await database.query('analyze');
    return database.query<Answer>('select * from answer');
  }
});

/** What an event may have of State and InboundCall. */
type Told = Partial<Omit<EventOf<'State'>, 'type'> & Omit<EventOf<'InboundCall'>, 'type'>>;

function rowOf(wire: Wire, seq: number): object {
  if ('command' in wire) {
    const { agentId, dialogId, extension } = wire.parameters;
    return {
      seq,
      at: wire.at,
      kind: 'command',
      name: wire.command,
      agent: agentId,
      dialog: dialogId,
      extension,
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
  for (const interval of ended) {
    for (const level of levels) {
      interval.figures[level].forEach((row) => {
        takeFigures(said, row);
      });
      interval.reasons[level].forEach((row) => {
        said.set(keyOf(row, `reason ${row.reasonCode}`), row.seconds);
      });
    }
  }
  return said;
}

function takeFigures(said: Said, row: FigureRow): void {
  for (const [figure, value] of Object.entries(row)) {
    if (typeof value === 'number' && figure !== 'answeredWithin' && figure !== 'unobservedSeconds') {
      said.set(keyOf(row, figure), value);
    }
  }
}

function keyOf({ level, id, from }: FigureRow | ReasonRow, figure: string): string {
  return [level, id, Date.parse(from), figure].join(' ');
}

function beginningIn(key: string): number {
  return Number(/ (\d{13}) /.exec(key)?.[1] ?? 0);
}

/** Counts are equal, times to the millisecond, percentiles to one per cent. */
function compare(how: string, said: Said, answers: readonly Answer[], levels: readonly FigureLevel[]): void {
  const last = [...said.keys()].reduce((latest, key) => Math.max(latest, beginningIn(key)), 0);
  const expected = new Map(
    answers
      .filter(({ level, f }) => levels.includes(level) && Number(f) <= last)
      .map(({ level, id, f, figure, value }) => [[level, id, f, figure].join(' '), Number(value)]),
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

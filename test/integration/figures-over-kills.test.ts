import assert from 'node:assert/strict';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FigureRow, FiguresOptions, GcClientOptions } from '../../lib/client';
import { Random } from '../../lib/simulator/random';
import { StompConnection } from '../../lib/stomp';
import { startActiveMq, type ActiveMq } from '../support/activemq';
import { temporaryFolder } from '../support/child';
import { CountingChild } from '../support/figures/counting-child';
import {
  answered,
  countsIn,
  ended,
  ringing,
  someCalls,
  state,
  sum,
  type CallCounts,
} from '../support/figures/scripted-calls';
import { ScriptedGc } from '../support/scripted-gc';

/** Decides what happens, and when the process ends. */
const seed = Number(process.env['TEST_SEED'] ?? 1);
const quarterMs = 15 * 60_000;
/** Clocks and receipts are read a moment apart. */
const momentMs = 1000;

/** Two have calls of all kinds; one has a call that goes on while the process is gone. */
const [busy, calm, patient] = ['1082', '1083', '1081'] as const;
const agents = [busy, calm, patient];

function rowOf(rows: readonly FigureRow[] | undefined, agentId: string): FigureRow {
  const row = rows?.find(({ id }) => id === agentId);
  assert.ok(row, `there is no row of ${agentId}`);
  return row;
}

function countsOf({ offered, answered, missed, abandoned, handled }: FigureRow): CallCounts {
  return { offered, answered, missed, abandoned, handled };
}

function assertWithin(value: number, least: number, most: number, what: string): void {
  assert.ok(value >= least && value <= most, `${what}: ${value} is not from ${least} to ${most}`);
}

describe('figures of a process that is killed', () => {
  let gc: ScriptedGc;
  let child: CountingChild | undefined;

  beforeEach(async () => {
    gc = await ScriptedGc.start();
  });

  afterEach(async () => {
    await child?.kill();
    await gc.close();
  });

  it('go on from the store, in an interval that says for how long nothing is known', async () => {
    const random = new Random(seed + 17);
    // By the clock of the process, a quarter of an hour ends in so long.
    const aheadMs = quarterMs - (Date.now() % quarterMs) - 40_000;
    const edge = Date.now() + aheadMs + 40_000;
    const work = {
      file: path.join(temporaryFolder('figures'), 'store.log'),
      client: {
        brokers: [{ host: '127.0.0.1', port: gc.broker.port }],
        destination: 'test-client',
        hintRoom: 'centre',
      },
      figures: { interval: '15', timeZone: 'UTC' } satisfies FiguresOptions,
      aheadMs,
    };

    const first = (child = new CountingChild(work));
    const firstHeardAt = await first.hearsGc();
    await gc.publish(...agents.map((agent) => state(agent, 'READY')));
    await gc.publish(...ringing(patient, '7'), ...answered(patient, '7'));
    await gc.publish(...someCalls(busy, 5, random).bodies, ...someCalls(calm, 3, random).bodies);
    await first.until(() => countsIn(first.told, calm).offered === 3, 'the calls');
    await first.hasKeptAll();
    await gc.publish(...someCalls(busy, Math.floor(random.between(0, 10)), random).bodies);
    await delay(random.between(0, 3000));
    await first.kill();
    const killedAt = Date.now() + aheadMs;

    const second = (child = new CountingChild(work));
    const heardAgainAt = await second.hearsGc();
    await gc.publish(...agents.map((agent) => state(agent, 'READY')), ...ended(patient, '7'));
    await gc.publish(...someCalls(busy, 3, random).bodies);
    await second.until(() => second.ended.length > 0, 'the interval to end');

    const [rows] = second.ended;
    for (const agent of agents) {
      const row = rowOf(rows, agent);
      assert.equal(Date.parse(row.to), edge);
      assert.equal(row.complete, false);
      assertWithin(
        row.unobservedSeconds * 1000,
        firstHeardAt - (edge - quarterMs) + heardAgainAt - killedAt - momentMs,
        firstHeardAt - (edge - quarterMs) + heardAgainAt - first.keptAt + momentMs,
        'unobserved',
      );
      const later = countsIn(
        second.told.filter(({ at }) => at < edge),
        agent,
      );
      const certain = countsIn(first.kept, agent);
      const [least, most] = [sum(certain, later), sum(countsIn(first.told, agent), later)];
      for (const [name, count] of Object.entries(countsOf(row))) {
        const key = name as keyof CallCounts;
        assertWithin(count, least[key], most[key], `${name} of ${agent}`);
      }
      const loggedInAt = first.told.find(({ agentId }) => agentId === agent)?.at ?? 0;
      assert.equal(row.staffedSeconds, (edge - loggedInAt) / 1000, `${agent} was there all the time`);
    }
    const answeredAt = first.told.find(({ type }) => type === 'CallAnswered')?.at ?? 0;
    const end = second.told.find((event) => event.type === 'CallEnded' && event.agentId === patient);
    assert.ok(end?.type === 'CallEnded');
    const { handled, talkSeconds, talkMean } = rowOf(rows, patient);
    const talked = (end.endedAt - answeredAt) / 1000;
    assert.deepEqual([handled, talkSeconds, talkMean], [1, talked, talked]);
  });
});

describe('figures of a process that reads events from a queue', () => {
  const destination = 'VirtualTopic.gc.figures';
  let broker: ActiveMq;
  let gc: StompConnection;
  let child: CountingChild | undefined;

  before(async () => {
    broker = await startActiveMq();
    gc = new StompConnection({ brokers: [{ host: '127.0.0.1', port: broker.port }] });
    await gc.connect();
  });

  afterEach(async () => {
    await child?.kill();
  });

  after(async () => {
    await gc.close();
    await broker.stop();
  });

  async function publish(bodies: readonly string[], pauseMs = 0): Promise<void> {
    for (const body of bodies) {
      await gc.send({ destination: `/topic/${destination}`, body });
      await delay(pauseMs);
    }
  }

  function workOf(name: string) {
    // A zone in which it is about noon, so that the day does not end meanwhile.
    const ahead = new Date().getUTCHours() - 12;
    const client: GcClientOptions = {
      brokers: [{ host: '127.0.0.1', port: broker.port }],
      destination,
      hintRoom: 'centre',
      heartbeatMs: 600_000,
      delivery: { kind: 'queue', name },
    };
    return {
      file: path.join(temporaryFolder('figures'), 'store.log'),
      client,
      figures: { interval: 'day', timeZone: `Etc/GMT${ahead < 0 ? ahead : `+${ahead}`}` } as FiguresOptions,
    };
  }

  /** Starts, and ends at a moment in the middle of calls; goes on in another process. Returns both. */
  async function interrupt(name: string, how: 'stop' | 'kill') {
    const random = new Random(seed + (how === 'stop' ? 23 : 29));
    const work = workOf(name);
    const scripts = Array.from({ length: 4 }, () => someCalls(busy, 10, random));
    const [before, meanwhile, during, after] = scripts.map(({ bodies }) => bodies);
    const first = (child = new CountingChild(work));
    await first.hearsGc();
    await publish(agents.map((agent) => state(agent, 'READY')));
    await publish([...ringing(patient, '7'), ...answered(patient, '7'), ...(before ?? [])]);
    await first.until(() => countsIn(first.told, busy).offered === 10, 'the calls');
    const early = await first.ask();
    const publishing = publish(meanwhile ?? [], 20);
    await delay(random.between(0, 1500));
    await first[how]();
    await publishing;
    await publish(during ?? []);
    const second = (child = new CountingChild(work));
    await publish([...(after ?? []), ...ended(patient, '7')]);
    await second.until(() => countsIn(second.told, patient).handled === 1, 'the last call');
    const counts = scripts.map((script) => script.counts).reduce(sum);
    return { first, second, early, late: await second.ask(), counts };
  }

  it('are complete and equal, if it was stopped: the queue has what came meanwhile', async () => {
    const { first, second, early, late, counts } = await interrupt('stopped', 'stop');
    const told = [...first.told, ...second.told];
    const row = rowOf(late, busy);
    assert.deepEqual(countsOf(row), counts);
    assert.deepEqual(countsOf(row), countsIn(told, busy));
    const { since, unobservedSeconds } = rowOf(early, busy);
    assert.deepEqual([row.since, row.unobservedSeconds], [since, unobservedSeconds], 'no other gap');
    for (const name of ['talk', 'wrapUp', 'handle'] as const) {
      const longest = told.flatMap((event) =>
        event.type === 'CallEnded' && event.agentId === busy && event.answeredAt !== undefined
          ? [name === 'handle' ? event.durations.talk + event.durations.wrapUp : event.durations[name]]
          : [],
      );
      assert.equal(row[`${name}Longest`], Math.round(1000 * Math.max(...longest)) / 1000, name);
    }
    assert.equal(rowOf(late, patient).handled, 1);
  });

  it('say that there is a gap, if it was killed, and count nothing twice', async () => {
    const { first, early, late, counts } = await interrupt('killed', 'kill');
    const row = rowOf(late, busy);
    const { since, unobservedSeconds } = rowOf(early, busy);
    assert.notEqual(row.since, since);
    assert.ok(row.unobservedSeconds > unobservedSeconds);
    // Of a call, some of whose events are lost, the others may say too little.
    const lost = first.told.slice(first.kept.length).map((event) => 'dialogId' in event && event.dialogId);
    for (const [name, count] of Object.entries(countsOf(row))) {
      const most = counts[name as keyof CallCounts];
      assertWithin(count, most - new Set(lost).size, most, name);
    }
  });
});

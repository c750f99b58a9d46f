import assert from 'node:assert/strict';
import { ZonedTime } from '../../../../lib/common/zoned-time';
import { loadSketches, type NewSketch } from '../../../../lib/client/figures/counting/distribution';
import { Figures } from '../../../../lib/client/figures/figures';
import { Gaps } from '../../../../lib/client/figures/counting/gaps';
import { Intervals, writtenMoment, type Interval } from '../../../../lib/client/figures/counting/periods';
import { planFigures, type FiguresOptions } from '../../../../lib/client/figures/plan';
import type { EndedInterval, View } from '../../../../lib/client/figures/view';
import { readMark, readStoredAgent } from '../../../../lib/client/figures/stored';
import type { AgentStateChanged } from '../../../../lib/protocol';

const utc = (text: string) => Date.parse(`${text}Z`);

describe('Intervals', () => {
  const edges = (interval: Interval, timeZone: string, moment: string): string[] => {
    const { from, to } = new Intervals(interval, new ZonedTime(timeZone)).at(utc(moment));
    return [from, to].map((edge) => writtenMoment(edge, new ZonedTime(timeZone)));
  };

  it('begin when the clock of the zone shows it', () => {
    assert.deepEqual(edges('60', 'Asia/Kathmandu', '2025-01-15T12:30:00'), [
      '2025-01-15T18:00:00+05:45',
      '2025-01-15T19:00:00+05:45',
    ]);
  });

  it('tell the hour apart that the clock shows twice', () => {
    assert.deepEqual(edges('60', 'Europe/Berlin', '2025-10-26T00:30:00'), [
      '2025-10-26T02:00:00+02:00',
      '2025-10-26T02:00:00+01:00',
    ]);
    assert.deepEqual(edges('60', 'Europe/Berlin', '2025-10-26T01:30:00'), [
      '2025-10-26T02:00:00+01:00',
      '2025-10-26T03:00:00+01:00',
    ]);
  });

  it('are days of 23 and 25 hours when the clock is set', () => {
    assert.deepEqual(edges('day', 'Europe/Berlin', '2025-03-30T12:00:00'), [
      '2025-03-30T00:00:00+01:00',
      '2025-03-31T00:00:00+02:00',
    ]);
    assert.deepEqual(edges('day', 'Europe/Berlin', '2025-10-26T12:00:00'), [
      '2025-10-26T00:00:00+02:00',
      '2025-10-27T00:00:00+01:00',
    ]);
  });

  it('end where the clock is set by less than an interval', () => {
    const before = edges('60', 'Australia/Lord_Howe', '2025-10-04T15:20:00');
    const after = edges('60', 'Australia/Lord_Howe', '2025-10-04T15:40:00');
    assert.equal(before[1], after[0]);
  });
});

describe('Gaps', () => {
  it('say since when there is none, and how long they were', () => {
    const gaps = new Gaps();
    gaps.open(1000);
    gaps.close(3000);
    assert.deepEqual(gaps.read({ from: 0, to: 10_000 }), {
      complete: false,
      since: 3000,
      unobservedMs: 2000,
    });
    assert.deepEqual(gaps.read({ from: 3000, to: 10_000 }), {
      complete: true,
      since: undefined,
      unobservedMs: 0,
    });
    gaps.open(9000);
    assert.deepEqual(gaps.read({ from: 4000, to: 10_000 }), {
      complete: false,
      since: null,
      unobservedMs: 1000,
    });
  });
});

describe('Figures', () => {
  let newSketch: NewSketch;
  let figures: Figures;
  const start = utc('2025-01-15T09:00:00');
  const minutes = (count: number) => start + count * 60_000;

  before(async () => {
    newSketch = await loadSketches();
  });

  function open(options: FiguresOptions): View {
    figures = new Figures(newSketch, start, { who: () => ({}), reasonLabel: () => 'Lunch' });
    const view = figures.view(planFigures({ timeZone: 'UTC', ...options }));
    assert.ok(view);
    return view;
  }

  const state = (word: string, at: number): AgentStateChanged => ({
    type: 'AgentStateChanged',
    agentId: '1081',
    at,
    state: word,
    previousState: 'UNKNOWN',
  });

  it('split what lasts over the edges of intervals, and tell each once it has ended', () => {
    const view = open({ interval: '15' });
    const ended: EndedInterval[] = [];
    view.listeners.add((interval) => ended.push(interval));
    figures.take([state('READY', minutes(10))]);
    figures.pass(minutes(15) + 4000);
    assert.equal(ended.length, 0);
    figures.pass(minutes(15) + 5000);
    assert.equal(ended[0]?.rows('connection')[0]?.readySeconds, 300);
    assert.equal(view.rows('agent', minutes(20))[0]?.readySeconds, 300);
  });

  it('tell an interval again when something comes late', () => {
    const view = open({ interval: '15' });
    const told: (readonly [boolean, number | undefined])[] = [];
    view.listeners.add((interval) => {
      told.push([interval.corrected, interval.rows('agent')[0]?.notReadySeconds]);
    });
    figures.take([state('READY', minutes(5))]);
    figures.pass(minutes(16));
    figures.take([state('NOT_READY', minutes(12))]);
    figures.pass(minutes(17));
    figures.pass(minutes(19));
    assert.deepEqual(told, [
      [false, 0],
      [true, 180],
    ]);
  });

  it('forget in a rolling window what is older', () => {
    const view = open({ windowMinutes: 60 });
    figures.take([state('READY', minutes(0)), state('LOGOUT', minutes(30))]);
    figures.pass(minutes(60));
    assert.equal(view.rows('connection', minutes(60))[0]?.readySeconds, 1800);
    figures.pass(minutes(80));
    assert.equal(view.rows('connection', minutes(80))[0]?.readySeconds, 600);
    figures.pass(minutes(100));
    assert.equal(view.rows('agent', minutes(100)).length, 0);
  });

  it('count a state of the site as other', () => {
    const view = open({ interval: '60' });
    figures.take([state('COACHING', minutes(0)), state('LOGOUT', minutes(1))]);
    const [row] = view.rows('connection', minutes(2));
    assert.deepEqual([row?.otherSeconds, row?.staffedSeconds, row?.occupancy], [60, 60, null]);
  });

  it('leave out what is damaged in a store', () => {
    assert.equal(readStoredAgent({ version: 2 }), undefined);
    assert.equal(readMark('x'), undefined);
    const stored = readStoredAgent({
      version: 1,
      state: { state: 7 },
      calls: [{ part: 'sing', since: 1 }, null],
      ended: 'x',
      who: { team: 1 },
      books: {
        a: [
          ['x', {}],
          [5, { counts: { offered: -1, missed: 2, other: 3 } }],
        ],
      },
    });
    assert.deepEqual(stored?.calls, []);
    assert.equal(stored?.state, undefined);
    assert.deepEqual(stored?.books['a'], [
      [5, { counts: { missed: 2 }, spans: {}, reasons: {}, durations: {} }],
    ]);
  });
});

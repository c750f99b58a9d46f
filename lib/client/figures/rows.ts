import type { ZonedTime } from '../../common/zoned-time';
import type { Amounts } from './counting/amounts';
import type { DurationFigures } from './counting/distribution';
import type { Observation } from './counting/gaps';
import {
  callParts,
  countNames,
  timedNames,
  type Activity,
  type CallPart,
  type CountName,
  type TimedName,
} from './counting/names';
import { writtenMoment, type Period } from './counting/periods';

/** For whom figures are summed up. */
export const figureLevels = ['agent', 'team', 'connection'] as const;
export type FigureLevel = (typeof figureLevels)[number];

/** Whose figures a row has, and of what time. */
export interface RowHead {
  readonly level: FigureLevel;
  /** Login id, id of the team, or empty for the connection. */
  readonly id: string;
  readonly name: string | null;
  /** Name of the agent's team, or its id. */
  readonly team: string | null;
  /** Beginning and end of the interval or window, such as `2025-10-26T02:00:00+02:00`. */
  readonly from: string;
  readonly to: string;
  /** Up to when it was counted: the end, or now. */
  readonly until: string;
  readonly timeZone: string;
  /** Whether GC was heard all the time. */
  readonly complete: boolean;
  /** Since when without a gap; null where there was none, or while nothing is heard. */
  readonly since: string | null;
  /** For how long nothing was heard. */
  readonly unobservedSeconds: number;
}

type Suffixed<N extends string, S extends string> = { readonly [K in `${N}${S}`]: number | null };

/** One row of figures. Times are in seconds. All values are flat, for a table or a CSV file. */
export type FigureRow = RowHead & { readonly [N in CountName]: number } & {
  /** Within what time a call is to be answered. */
  readonly answeredWithin: number;
} & { readonly [N in `${TimedName}Seconds`]: number } & Suffixed<
    TimedName,
    'Mean' | 'P50' | 'P90' | 'Longest'
  > & { readonly [N in `${Activity | 'staffed'}Seconds`]: number } & {
    /** In per cent; null where nobody was ready or busy. */
    readonly occupancy: number | null;
    /** How many agents were logged in. */
    readonly agents: number;
  };

/** For how long somebody was not ready for one reason. */
export type ReasonRow = RowHead & {
  /** Empty where GC has told none. */
  readonly reasonCode: string;
  readonly reasonLabel: string | null;
  readonly seconds: number;
};

/** Figures that are counted on one connection: those of the connection and of its teams, until now. */
export interface PeriodFigures {
  /** What the figures cover, such as `interval 30 Europe/Berlin 20` or `window 60 20`. */
  readonly period: string;
  readonly rows: readonly FigureRow[];
}

/** Of whom a row is, and what came together. */
export interface RowSubject {
  readonly level: FigureLevel;
  readonly id: string;
  readonly name: string | undefined;
  readonly team: string | undefined;
  readonly amounts: Amounts;
  readonly agents: number;
}

/** What all rows of one answer have in common. */
export interface RowFrame {
  readonly period: Period;
  readonly until: number;
  readonly zone: ZonedTime;
  readonly observation: Observation;
  readonly answeredWithin: number;
  labelOf(reasonCode: string): string | undefined;
}

/** Makes the rows of figures. */
export function figureRows(subjects: readonly RowSubject[], frame: RowFrame): FigureRow[] {
  const common = commonHead(frame);
  return subjects.map((subject) => {
    const { amounts, agents } = subject;
    const row = {
      ...headOf(subject, common),
      ...amounts.counts,
      answeredWithin: frame.answeredWithin,
      ...durationsIn(amounts),
      ...activitiesIn(amounts),
      occupancy: occupancyOf(amounts),
      agents,
    };
    return row as unknown as FigureRow;
  });
}

/** Makes a row for each reason for which somebody was not ready. */
export function reasonRows(subjects: readonly RowSubject[], frame: RowFrame): ReasonRow[] {
  const common = commonHead(frame);
  return subjects.flatMap((subject) =>
    [...subject.amounts.reasons]
      .filter(([, ms]) => ms > 0)
      .map(([reasonCode, ms]) => ({
        ...headOf(subject, common),
        reasonCode,
        reasonLabel: frame.labelOf(reasonCode) ?? null,
        seconds: seconds(ms),
      })),
  );
}

type CommonHead = Omit<RowHead, 'level' | 'id' | 'name' | 'team'>;

function commonHead({ period, until, zone, observation }: RowFrame): CommonHead {
  const { complete, since, unobservedMs } = observation;
  return {
    from: writtenMoment(period.from, zone),
    to: writtenMoment(period.to, zone),
    until: writtenMoment(until, zone),
    timeZone: zone.name,
    complete,
    since: since === undefined || since === null ? null : writtenMoment(since, zone),
    unobservedSeconds: seconds(unobservedMs),
  };
}

function headOf({ level, id, name, team }: RowSubject, common: CommonHead): RowHead {
  return { level, id, name: name ?? null, team: team ?? null, ...common };
}

function durationsIn({ spans, durations }: Amounts): object {
  const handle = spans.talk + spans.hold + spans.wrapUp;
  const sums: Record<TimedName, number> = { ...pick(spans), handle };
  return Object.fromEntries(
    timedNames.flatMap((name): [string, number | null][] => {
      const { mean, p50, p90, longest }: DurationFigures = durations[name]?.read() ?? nothing;
      return [
        [`${name}Seconds`, seconds(sums[name])],
        [`${name}Mean`, mean],
        [`${name}P50`, p50],
        [`${name}P90`, p90],
        [`${name}Longest`, longest],
      ];
    }),
  );
}

const nothing: DurationFigures = { mean: null, p50: null, p90: null, longest: null };

function pick(spans: Readonly<Record<CallPart, number>>): Record<CallPart, number> {
  return Object.fromEntries(callParts.map((part) => [part, spans[part]])) as Record<CallPart, number>;
}

function activitiesIn({ spans }: Amounts): object {
  const { ready, reserved, talking, working, notReady, other } = spans;
  return {
    staffedSeconds: seconds(ready + reserved + talking + working + notReady + other),
    readySeconds: seconds(ready),
    reservedSeconds: seconds(reserved),
    talkingSeconds: seconds(talking),
    workingSeconds: seconds(working),
    notReadySeconds: seconds(notReady),
    otherSeconds: seconds(other),
  };
}

/** The share of the time in which the agents could be busy that they were, in per cent to one decimal. */
function occupancyOf({ spans: { ready, reserved, talking, working } }: Amounts): number | null {
  const busy = reserved + talking + working;
  return busy + ready === 0 ? null : Math.round((1000 * busy) / (busy + ready)) / 10;
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000;
}

/** The columns of a row, in their order. */
export const figureColumns: readonly string[] = [
  'level',
  'id',
  'name',
  'team',
  'from',
  'to',
  'until',
  'timeZone',
  'complete',
  'since',
  'unobservedSeconds',
  ...countNames,
  'answeredWithin',
  ...timedNames.flatMap((name) =>
    ['Seconds', 'Mean', 'P50', 'P90', 'Longest'].map((suffix) => `${name}${suffix}`),
  ),
  'staffedSeconds',
  'readySeconds',
  'reservedSeconds',
  'talkingSeconds',
  'workingSeconds',
  'notReadySeconds',
  'otherSeconds',
  'occupancy',
  'agents',
];

import { ZonedTime } from '../../common/zoned-time';
import { checkChoice, checkNumber, invalidOption } from '../configuration';
import { sayOfOption } from '../phrases';
import { intervals, Intervals, Steps, windowSteps, type Interval, type Periods } from './counting/periods';

/** What figures somebody wants. */
export interface FiguresOptions {
  /** Length of the intervals: `15`, `30` or `60` minutes, or `day`. Absent: a rolling window. */
  readonly interval?: Interval | undefined;
  /** Length of a rolling window, in minutes: 1 to 1440, default 60. */
  readonly windowMinutes?: number | undefined;
  /** IANA name of the zone whose clock divides the day; default: that of this machine. */
  readonly timeZone?: string | undefined;
  /** Within how many seconds a call is to be answered; default 20. */
  readonly answeredWithin?: number | undefined;
}

/** The same, checked and complete. */
export interface FiguresPlan {
  /** The same for all who want the same figures. */
  readonly key: string;
  readonly periods: Periods;
  /** How many periods are kept. */
  readonly kept: number;
  /** Absent for intervals. */
  readonly windowMs: number | undefined;
  readonly zone: ZonedTime;
  readonly answeredWithin: number;
}

/** Intervals that are kept, so that events that come late still count. */
const keptIntervals: Readonly<Record<Interval, number>> = { 15: 5, 30: 4, 60: 3, day: 2 };

/** @throws {GcError} GC_INVALID_CONFIGURATION */
export function planFigures(options: FiguresOptions): FiguresPlan {
  const { interval, windowMinutes = 60, timeZone, answeredWithin = 20 } = options;
  const zone = zoneOf(timeZone);
  checkNumber('answeredWithin', answeredWithin, { least: 0, most: 3600 });
  const common = { zone, answeredWithin };
  if (interval === undefined) {
    checkNumber('windowMinutes', windowMinutes, { least: 1, most: 1440 });
    const key = `window ${windowMinutes} ${answeredWithin}`;
    const periods = new Steps(windowMinutes);
    return { ...common, key, periods, kept: windowSteps + 1, windowMs: windowMinutes * 60_000 };
  }
  const length = checkChoice('interval', interval, intervals);
  const key = `interval ${length} ${zone.name} ${answeredWithin}`;
  const periods = new Intervals(length, zone);
  return { ...common, key, periods, kept: keptIntervals[length], windowMs: undefined };
}

function zoneOf(timeZone: string | undefined): ZonedTime {
  try {
    return new ZonedTime(timeZone);
  } catch {
    throw invalidOption(sayOfOption('timeZone', { given: String(timeZone) }));
  }
}

import { oldestBeyond } from '../../lib/nodered';
import type { KeptCount } from './kept-counts';

/** When there is an alert for a queue. Times are in milliseconds. */
export interface LevelRule {
  /** From this value on. */
  readonly from: number;
  /** An alert is over below this value. */
  readonly below: number;
  /** For so long before it is reported. */
  readonly lastsMs: number;
  /** Absent: reported once. */
  readonly repeatMs?: number | undefined;
}

/** Now, by two clocks. */
export interface Moment {
  /** By a clock that nobody can set. */
  readonly steady: number;
  /** In milliseconds since 1970. */
  readonly wall: number;
}

/** What is to be reported of a queue. */
export interface Alert {
  readonly change: 'began' | 'lasts' | 'ended';
  /** When the value was reached, in milliseconds since 1970. */
  readonly since: number;
  /** 0 for the first message, then 1, 2, … */
  readonly repeat: number;
}

/** A queue that has reached the value. Times are of a clock that nobody can set. */
interface Level {
  readonly beganAt: number;
  told?: { readonly repeat: number; readonly at: number } | undefined;
}

/** More queues than this are not real. */
const maxQueues = 10_000;

/**
 * Follows a value of each queue, and finds where an alert begins, lasts and ends. Pure: it has no timers, and the caller
 * tells the time.
 */
export class QueueLevels {
  readonly #levels = new Map<string, Level>();

  constructor(private readonly rule: LevelRule) {}

  /** Goes on with what was known of a queue before a restart. */
  resume(queue: string, { since, told }: KeptCount, now: Moment): void {
    const steady = (time: number) => now.steady - Math.max(0, now.wall - time);
    this.#set(queue, {
      beganAt: steady(since),
      told: told && { repeat: told.repeat, at: steady(told.at) },
    });
  }

  /** Takes in the value of a queue; undefined: it is not known, and nothing changes. */
  observe(queue: string, value: number | undefined, now: Moment): Alert | undefined {
    const { from, below } = this.rule;
    const level = this.#levels.get(queue);
    if (value === undefined || (level === undefined && value < from)) {
      return undefined;
    }
    if (level !== undefined && value < below) {
      this.#levels.delete(queue);
      const { told, beganAt } = level;
      return told && { change: 'ended', since: wallOf(beganAt, now), repeat: told.repeat };
    }
    return this.#goesOn(queue, level ?? { beganAt: now.steady }, now);
  }

  /** What is to be written down of a queue; undefined: nothing. */
  recordOf(queue: string, state: string, now: Moment): KeptCount | undefined {
    const level = this.#levels.get(queue);
    if (level === undefined) {
      return undefined;
    }
    const { beganAt, told } = level;
    return {
      state,
      since: wallOf(beganAt, now),
      ...(told && { told: { repeat: told.repeat, at: wallOf(told.at, now) } }),
    };
  }

  /** The queues with an alert that was reported. */
  get alerts(): string[] {
    return [...this.#levels].filter(([, { told }]) => told !== undefined).map(([queue]) => queue);
  }

  #goesOn(queue: string, level: Level, now: Moment): Alert | undefined {
    const { lastsMs, repeatMs = Infinity } = this.rule;
    const { told, beganAt } = level;
    this.#set(queue, level);
    const isDue = told === undefined ? now.steady - beganAt >= lastsMs : now.steady - told.at >= repeatMs;
    if (!isDue) {
      return undefined;
    }
    const repeat = told === undefined ? 0 : told.repeat + 1;
    level.told = { repeat, at: now.steady };
    return { change: told === undefined ? 'began' : 'lasts', since: wallOf(beganAt, now), repeat };
  }

  #set(queue: string, level: Level): void {
    this.#levels.set(queue, level);
    const oldest = oldestBeyond(this.#levels, maxQueues);
    if (oldest !== undefined) {
      this.#levels.delete(oldest);
    }
  }
}

function wallOf(time: number, { steady, wall }: Moment): number {
  return Math.round(wall - (steady - time));
}

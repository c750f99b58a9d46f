/** The time of the simulation. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs something once, after so many milliseconds, unless the returned function is called before. */
  schedule(ms: number, run: () => void): () => void;
}

/** Goes with the clock of this machine, from now on `speed` times as fast. */
export function realClock(speed = 1): Clock {
  const start = Date.now();
  return {
    now: () => Math.round(start + (Date.now() - start) * speed),
    schedule: (ms, run) => {
      const timer = setTimeout(run, ms / speed);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}

export const systemClock = realClock();

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Stands still until it is moved, so that hours pass at once, and always in the same way. */
export class SteppedClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  /** `start`: milliseconds since 1970; if absent, 15 January 2025, at 9:30 in the time zone of this machine. */
  constructor(start = new Date(2025, 0, 15, 9, 30).getTime()) {
    this.#now = start;
  }

  /** How many things are still to happen. */
  get waiting(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  schedule(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Lets so many milliseconds pass, and all happen that is due then. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }

  /** What is due first until then; of things due at the same time, what was scheduled first. */
  #next(end: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= end && (first === undefined || timer.at < first.at)) {
        first = timer;
      }
    }
    return first;
  }
}

/** `yyyy-MM-dd HH:mm:ss` in the time zone of this machine, as GC writes times. */
export function localTime(ms: number): string {
  const time = new Date(ms);
  const date = [time.getFullYear(), time.getMonth() + 1, time.getDate()].map(twoDigits).join('-');
  return `${date} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':')}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

import type { Clock } from '../engine';
import type { ReplayCommand } from './items';

/** Why a trace stands still. */
export interface Wait {
  /** In the time of the trace. */
  readonly at: number;
  /** By the clock. */
  readonly until: number;
  /** Absent: for any client. */
  readonly command?: ReplayCommand | undefined;
}

/** The time of a trace, in milliseconds since 1970: it goes on with the clock, or stands still. */
export class Timeline {
  /** The clock less the time of the trace; undefined until it begins. */
  #offset: number | undefined;
  #wait: Wait | undefined;

  /** @param speed how many times as fast as this machine's the clock goes */
  constructor(
    private readonly clock: Clock,
    private readonly speed: number,
  ) {}

  /** Undefined until it begins. */
  get now(): number | undefined {
    return this.#offset === undefined ? undefined : (this.#wait?.at ?? this.clock.now() - this.#offset);
  }

  get hasBegun(): boolean {
    return this.#offset !== undefined;
  }

  get wait(): Wait | undefined {
    return this.#wait;
  }

  /** From now on, this is the time. */
  goOnFrom(at: number): void {
    this.#wait = undefined;
    this.#offset = this.clock.now() - at;
  }

  /** Stands still, for so many milliseconds of this machine's time at most. */
  standStill(at: number, longestMs: number, command?: ReplayCommand): void {
    this.#wait = { at, until: this.clock.now() + longestMs * this.speed, command };
  }

  /** When a time of the trace comes, by the clock. */
  dueAt(at: number): number {
    return at + (this.#offset ?? 0);
  }
}

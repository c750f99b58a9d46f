/** The offset of a zone changes only at whole quarters of an hour. */
const quarterMs = 15 * 60_000;

/** So many offsets are remembered: about ten days. */
const mostKept = 1000;

const secondMs = 1000;

/** No zone is farther from UTC, and none changes its offset by more. */
const dayMs = 24 * 60 * 60_000;

/**
 * Time on the clock of a time zone. A local time is what the clock shows, read as if it were UTC, in milliseconds since
 * 1970; a moment is a point in time, in milliseconds since 1970.
 */
export class ZonedTime {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /**
   * @param timeZone IANA name such as `Europe/Berlin`; absent: the zone of this machine.
   * @throws {RangeError} where no zone has this name.
   */
  constructor(timeZone?: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** IANA name of the zone. */
  get name(): string {
    return this.#format.resolvedOptions().timeZone;
  }

  /** What is to be added to UTC at this moment, in milliseconds. */
  offsetAt(moment: number): number {
    const quarter = Math.floor(moment / quarterMs);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) {
      return known;
    }
    const whole = Math.floor(moment / secondMs) * secondMs;
    const offset = this.#shownAt(whole) - whole;
    if (this.#offsets.size >= mostKept) {
      this.#offsets.clear();
    }
    this.#offsets.set(quarter, offset);
    return offset;
  }

  /** The local time at a moment. */
  localAt(moment: number): number {
    return moment + this.offsetAt(moment);
  }

  /**
   * The moments at which the clock shows a local time: one, none where the clock is set forward over it, or two where
   * it is set back over it, the earlier first.
   */
  momentsOf(local: number): number[] {
    const offsets = new Set([this.offsetAt(local - dayMs), this.offsetAt(local + dayMs)]);
    return [...offsets]
      .map((offset) => local - offset)
      .filter((moment) => this.localAt(moment) === local)
      .sort((a, b) => a - b);
  }

  /**
   * The first moment at which the clock shows a local time, or a later one where it is set forward over it: 2:30 is
   * then the moment of the change.
   */
  firstMomentOf(local: number): number {
    return this.momentsOf(local)[0] ?? this.#changeBetween(local - dayMs, local + dayMs);
  }

  /** The moment between two others at which the clock is set, where it is set once. */
  #changeBetween(from: number, to: number): number {
    const before = this.offsetAt(from);
    let [last, first] = [Math.floor(from / quarterMs), Math.ceil(to / quarterMs)];
    while (first - last > 1) {
      const middle = Math.floor((last + first) / 2);
      if (this.offsetAt(middle * quarterMs) === before) {
        last = middle;
      } else {
        first = middle;
      }
    }
    return first * quarterMs;
  }

  #shownAt(moment: number): number {
    const parts = this.#format.formatToParts(moment);
    const part = (type: Intl.DateTimeFormatPartTypes) =>
      Number(parts.find((each) => each.type === type)?.value ?? 0);
    return Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
  }
}

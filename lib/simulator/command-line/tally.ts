/** Counts frequent things, and reports the counts once per interval. */
export class Tally {
  #counts = new Map<string, number>();

  constructor(
    private readonly everyMs: number,
    private readonly report: (counts: ReadonlyMap<string, number>) => void,
  ) {}

  /** Returns how often this was counted since the last report. */
  count(word: string): number {
    if (this.#counts.size === 0) {
      setTimeout(this.#report, this.everyMs).unref();
    }
    const count = (this.#counts.get(word) ?? 0) + 1;
    this.#counts.set(word, count);
    return count;
  }

  readonly #report = (): void => {
    const counts = this.#counts;
    this.#counts = new Map();
    this.report(counts);
  };
}

/** Counts what there is much of, and tells once in a while how much it was. */
export class Tally {
  #counts = new Map<string, number>();

  constructor(
    private readonly everyMs: number,
    private readonly tell: (counts: ReadonlyMap<string, number>) => void,
  ) {}

  /** Returns how often this was counted since it was told last. */
  count(word: string): number {
    if (this.#counts.size === 0) {
      setTimeout(this.#tell, this.everyMs).unref();
    }
    const count = (this.#counts.get(word) ?? 0) + 1;
    this.#counts.set(word, count);
    return count;
  }

  readonly #tell = (): void => {
    const counts = this.#counts;
    this.#counts = new Map();
    this.tell(counts);
  };
}

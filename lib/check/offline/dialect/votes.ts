/** Counts what the lines of a trace say for one field. */
export class Votes<V extends string | boolean> {
  readonly #counts = new Map<V, number>();

  add(...values: readonly V[]): void {
    for (const value of values) {
      this.#counts.set(value, this.of(value) + 1);
    }
  }

  of(value: V): number {
    return this.#counts.get(value) ?? 0;
  }

  has(value: V): boolean {
    return this.#counts.has(value);
  }

  /** What most lines say; of two that are even, what was seen first; undefined where none says anything. */
  get most(): V | undefined {
    return [...this.#counts].reduce<[V | undefined, number]>(
      ([best, count], [value, times]) => (times > count ? [value, times] : [best, count]),
      [undefined, 0],
    )[0];
  }
}

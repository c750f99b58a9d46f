/** What of a table has changed since a revision. */
export interface Changes<Row> {
  readonly rows: readonly Row[];
  /** Keys of rows that are there no more. */
  readonly gone: readonly string[];
}

interface Kept<Row> {
  readonly row: Row;
  /** What it says, to be compared. */
  readonly text: string;
  readonly revision: number;
}

/** Rows by key, with the revision of their last change. Who asks for old changes too late has to take the whole. */
export class ChangedRows<Row extends { readonly key: string }> {
  #rows = new Map<string, Kept<Row>>();
  readonly #gone = new Map<string, number>();

  /** `keptMs`: for how long it is known which rows have gone. Revisions are times, in milliseconds. */
  constructor(private readonly keptMs: number) {}

  /** Puts these rows in place of the others. Returns whether that is a change. */
  replace(rows: readonly Row[], revision: number): boolean {
    const before = this.#rows;
    this.#rows = new Map(rows.map((row) => [row.key, keep(row, before.get(row.key), revision)]));
    for (const key of before.keys()) {
      if (!this.#rows.has(key)) {
        this.#gone.set(key, revision);
      }
    }
    this.#forget(revision - this.keptMs);
    return this.#hasChangedAt(revision);
  }

  /** `undefined`: all that there is. */
  since(revision: number | undefined): Changes<Row> {
    const isNews = (at: number) => revision === undefined || at > revision;
    const rows = [...this.#rows.values()].filter((kept) => isNews(kept.revision));
    const gone = [...this.#gone].filter(([key, at]) => isNews(at) && !this.#rows.has(key));
    return { rows: rows.map(({ row }) => row), gone: gone.map(([key]) => key) };
  }

  #hasChangedAt(revision: number): boolean {
    const { rows, gone } = this.since(revision - 1);
    return rows.length + gone.length > 0;
  }

  #forget(before: number): void {
    for (const [key, revision] of this.#gone) {
      if (revision < before) {
        this.#gone.delete(key);
      }
    }
  }
}

function keep<Row>(row: Row, before: Kept<Row> | undefined, revision: number): Kept<Row> {
  const text = JSON.stringify(row);
  return before?.text === text ? before : { row, text, revision };
}

import { plain } from '../../../protocol/plain-text';

/** What a list shows, and what a field gets when it is chosen. */
export interface SearchRow {
  readonly value: string;
  readonly label: string;
}

/** A list in which rows are found by any part of their labels. */
export class SearchList<R extends SearchRow = SearchRow> {
  readonly #rows: readonly { readonly row: R; readonly words: string }[];

  constructor(rows: readonly R[]) {
    this.#rows = rows.map((row) => ({ row, words: plain(row.label) }));
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  /**
   * At most so many rows in which each typed word is found; those that begin with what is typed come first. A whole value
   * leaves all open.
   */
  find(typed: string, most = Infinity): R[] {
    const wanted = plain(typed);
    const words = this.#rows.some(({ row }) => row.value === typed) ? [] : wanted.split(/\s+/);
    const found = this.#rows.filter((row) => words.every((word) => row.words.includes(word)));
    const beginsSo = (row: { words: string }) => row.words.startsWith(wanted);
    return [...found.filter(beginsSo), ...found.filter((row) => !beginsSo(row))]
      .slice(0, most)
      .map(({ row }) => row);
  }
}

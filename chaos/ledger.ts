/** Counts how messages end: each must do so once. */
export class Ledger {
  readonly #open = new Set<number>();
  #last = 0;
  /** How many have ended in which way: `done`, or the code of the error. */
  readonly ends = new Map<string, number>();
  /** How many ends there were too many. */
  surplus = 0;

  get count(): number {
    return this.#last;
  }

  get openCount(): number {
    return this.#open.size;
  }

  get done(): number {
    return this.ends.get('done') ?? 0;
  }

  /** A new message; returns its number. */
  open(): number {
    this.#last += 1;
    this.#open.add(this.#last);
    return this.#last;
  }

  end(number: number, how: string): void {
    this.surplus += this.#open.delete(number) ? 0 : 1;
    this.ends.set(how, (this.ends.get(how) ?? 0) + 1);
  }
}

/** A time for some work, which ends before with the signal of the one who wants it. */
export class TimeLimit {
  readonly #over = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #isOver = false;
  readonly #end = () => {
    this.#over.abort();
  };

  constructor(
    private readonly outer: AbortSignal,
    seconds: number,
  ) {
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      this.#over.abort();
    }, seconds * 1000);
    outer.addEventListener('abort', this.#end);
    if (outer.aborted) {
      this.#over.abort();
    }
  }

  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Whether the time was not enough. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The work has ended. */
  clear(): void {
    clearTimeout(this.#timer);
    this.outer.removeEventListener('abort', this.#end);
  }
}

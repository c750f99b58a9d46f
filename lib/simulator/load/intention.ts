import type { Clock } from '../engine';

const tryAgainAfterMs = 10_000;

/** The one thing somebody means to do next. It is tried again until something else is meant, or nothing. */
export class Intention {
  #forget = (): void => undefined;

  constructor(private readonly clock: Clock) {}

  /** From now on, this is meant instead. */
  in(ms: number, act: () => void): void {
    this.cancel();
    this.#forget = this.clock.schedule(ms, () => {
      this.in(tryAgainAfterMs, act); // first: what follows from the act may change what is meant
      act();
    });
  }

  cancel(): void {
    this.#forget();
  }
}

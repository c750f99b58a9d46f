import type { Clock } from './clock';

/** A clock that does the same after whatever it brings, and can be stopped for good. */
export class Timers implements Clock {
  readonly #pending = new Set<() => void>();

  constructor(
    private readonly clock: Clock,
    private readonly afterwards: () => void,
  ) {}

  now(): number {
    return this.clock.now();
  }

  schedule(ms: number, run: () => void): () => void {
    const stop = this.clock.schedule(ms, () => {
      this.#pending.delete(stop);
      run();
      this.afterwards();
    });
    this.#pending.add(stop);
    return () => {
      this.#pending.delete(stop);
      stop();
    };
  }

  /** Nothing that is due happens any more. */
  stop(): void {
    for (const stop of this.#pending) {
      stop();
    }
    this.#pending.clear();
  }
}

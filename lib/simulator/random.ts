/** Chance that repeats itself: the same seed gives the same numbers. */
export class Random {
  #state: number;

  /** `seed`: a whole number. */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to 1, without 1. Source of the arithmetic: the generator known as mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let bits = this.#state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  /** True in this share of cases. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** Times between things that happen at any time, or how long things take that are mostly short. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** @throws {RangeError} if there is nothing to pick from. */
  pick<T>(things: readonly T[]): T {
    const index = Math.floor(this.next() * things.length);
    if (index >= things.length) {
      throw new RangeError('There is nothing to pick from.');
    }
    return things[index] as T;
  }
}

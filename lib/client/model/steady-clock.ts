/** Smaller differences come of rounding, and of how the machine's clock is kept right. */
const leastStepMs = 100;

/**
 * Time that goes on evenly: the machine's, without the steps that come of somebody setting its clock. What lasts is
 * counted by it. It has to be asked now and then, and stands still with the machine.
 */
export class SteadyClock {
  #stepMs = 0;
  #wall = Date.now();
  #elapsed = performance.now();

  /** Now, in milliseconds since 1970, as if nobody had set the machine's clock since this one began. */
  now(): number {
    const wall = Date.now();
    const elapsed = performance.now();
    const step = wall - this.#wall - (elapsed - this.#elapsed);
    if (Math.abs(step) >= leastStepMs) {
      this.#stepMs += Math.round(step);
    }
    this.#wall = wall;
    this.#elapsed = elapsed;
    return wall - this.#stepMs;
  }

  /** How far the machine's clock was set forward, when this one was asked last, in milliseconds; negative: back. */
  get stepMs(): number {
    return this.#stepMs;
  }
}

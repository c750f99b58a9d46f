/** How often it is looked, in milliseconds. */
const everyMs = 1;

/**
 * How long the event loop is held up by this process. Time in which the machine let others run does not count: what was
 * done here took the processor for as long.
 */
export class EventLoopWatch {
  readonly #delays: number[] = [];
  readonly #timer: NodeJS.Timeout;
  #at = performance.now();
  #processor = process.cpuUsage();

  /** Watches from now on. */
  constructor() {
    this.#timer = setInterval(() => {
      this.#look();
    }, everyMs);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#delays.sort((one, other) => one - other);
  }

  /** Once stopped: what this share of the delays is not longer than, in milliseconds; 1: the longest. */
  quantile(share: number): number {
    return this.#delays[Math.ceil(share * this.#delays.length) - 1] ?? 0;
  }

  #look(): void {
    const { user, system } = process.cpuUsage(this.#processor);
    const now = performance.now();
    this.#delays.push(Math.max(0, Math.min(now - this.#at, (user + system) / 1000) - everyMs));
    this.#at = now;
    this.#processor = process.cpuUsage();
  }
}

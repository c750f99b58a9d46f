/** Counts events, and tells the process that has forked this one what each block of them took of the processor. */
export class Meter {
  readonly #perBlock = Number(process.argv[4]);
  #count = 0;
  #before: NodeJS.CpuUsage | undefined;

  /** The subscription stands; only the first time counts. */
  ready(): void {
    if (this.#before === undefined) {
      this.#before = process.cpuUsage();
      process.send?.(0);
    }
  }

  count(): void {
    this.#count += 1;
    if (this.#count % this.#perBlock === 0) {
      const { user, system } = process.cpuUsage(this.#before);
      this.#before = process.cpuUsage();
      process.send?.(user + system);
    }
  }
}

export const brokerPort = Number(process.argv[2]);
export const destination = process.argv[3] ?? '';

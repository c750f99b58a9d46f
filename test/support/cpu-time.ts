/** The least of some runs, in milliseconds of the processor: other processes do not count. */
export function leastCpuTime(run: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

/** Throws if ten times as much takes far more than ten times as long; quadratic is a hundred times. */
export function checkLinear(run: (size: number) => unknown, size: number): void {
  const [short, tenfold] = [leastCpuTime(() => run(size)), leastCpuTime(() => run(10 * size))];
  if (tenfold > 50 * Math.max(short, 1)) {
    throw new Error(`${short} ms for ${size}, but ${tenfold} ms for ten times as much`);
  }
}

/** Measures something against a rival in the same run, and returns lines to print. */
export type Bench = () => Promise<readonly string[]>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

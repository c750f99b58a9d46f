/** @typedef {{ title: string, file: string, ms: number }} Timed a test, or what was done before or after tests */

const shown = 20;

/**
 * A line for each of the tests that took longest.
 * @param {readonly Timed[]} times of all layers
 */
export function describeSlowest(times) {
  const slowest = [...times].sort((one, other) => other.ms - one.ms).slice(0, shown);
  const lines = slowest.map(
    ({ title, file, ms }) => `${(ms / 1000).toFixed(1).padStart(6)} s  ${file}: ${title}`,
  );
  return [`The slowest ${slowest.length} of ${times.length} tests and hooks:`, ...lines].join('\n');
}

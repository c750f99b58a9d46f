/** What a number from outside may be. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
  /** True: no fractions. */
  readonly whole?: boolean;
}

/** The longest time that can be set, in milliseconds: a week. A timer of 2^31 ms or more would end at once. */
export const longestMs = 7 * 24 * 60 * 60 * 1000;

/** The bounds of a time in milliseconds that feeds a timer. */
export function timeFrom(least: number): Bounds {
  return { least, most: longestMs };
}

/**
 * What is wrong with a number from outside, as the end of a sentence such as "heartbeatMs must be …"; undefined where
 * nothing is.
 */
export function findProblemOfNumber(
  value: unknown,
  { least, most, whole = false }: Bounds,
): string | undefined {
  const isRight = typeof value === 'number' && value >= least && value <= most;
  if (isRight && (!whole || Number.isInteger(value))) {
    return undefined;
  }
  const kind = whole ? 'whole number' : 'number';
  return `must be a ${kind} from ${least} to ${most}, not ${describe(value)}`;
}

function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.slice(0, 40));
    case 'object':
      return value === null ? 'null' : 'an object';
    case 'function':
      return 'a function';
    default:
      return String(value);
  }
}

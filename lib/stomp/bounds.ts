import type { Phrase, Text } from '../common/phrase';
import { sayOfNumber } from './phrases';

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
): Phrase | undefined {
  const isRight = typeof value === 'number' && value >= least && value <= most;
  if (isRight && (!whole || Number.isInteger(value))) {
    return undefined;
  }
  const given = describe(value);
  return sayOfNumber(whole ? 'mustBeWholeNumber' : 'mustBeNumber', { least, most, given });
}

function describe(value: unknown): Text {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.slice(0, 40));
    case 'object':
      return value === null ? 'null' : sayOfNumber('object');
    case 'function':
      return sayOfNumber('function');
    default:
      return String(value);
  }
}

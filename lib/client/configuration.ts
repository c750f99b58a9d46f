import type { Text } from '../common/phrase';
import { GcError, sayOfValue } from '../protocol';
import { findProblemOfNumber, type Bounds } from '../stomp';

/** The time limit of a command where nobody says otherwise, in milliseconds. */
export const defaultTimeoutMs = 10_000;

/** How often GC is asked whether it is there where nobody says otherwise, in milliseconds. */
export const defaultHeartbeatMs = 30_000;

export { longestMs, timeFrom } from '../stomp';

/** An option with which no client can be made. */
export function invalidOption(detail: Text): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail });
}

/** @throws {GcError} GC_INVALID_CONFIGURATION, naming the option and its choices, unless it is one of them. */
export function checkChoice<const T extends string>(
  option: string,
  value: unknown,
  choices: readonly T[],
): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    throw invalidOption(sayOfValue('oneOf', { what: option, choices: choices.join(', ') }));
  }
  return found;
}

/** @throws {GcError} GC_INVALID_CONFIGURATION, naming the option and its bounds, unless it is a number within them. */
export function checkNumber(option: string, value: unknown, bounds: Bounds): number {
  const problem = findProblemOfNumber(value, bounds);
  if (problem !== undefined) {
    throw invalidOption(sayOfValue('problem', { what: option, problem }));
  }
  return value as number;
}

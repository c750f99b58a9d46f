import { GcError } from '../protocol';

/** An option with which no client can be made. */
export function invalidOption(detail: string): GcError {
  return new GcError('GC_INVALID_CONFIGURATION', { detail });
}

/** @throws {GcError} GC_INVALID_CONFIGURATION unless it is a number of at least `least`; `whole` asks for a whole one. */
export function checkNumber(what: string, value: number, least: number, whole?: 'whole'): number {
  const isRight =
    Number.isFinite(value) && value >= least && (whole === undefined || Number.isInteger(value));
  if (!isRight) {
    const kind = whole === undefined ? 'number' : 'whole number';
    throw invalidOption(`${what} must be a ${kind} from ${String(least)}, not ${String(value)}`);
  }
  return value;
}

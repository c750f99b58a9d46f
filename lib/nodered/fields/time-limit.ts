import { GcError } from '../../protocol';
import { numberOr, type Field } from './config-fields';

const bounds = [0.1, 3600] as const;

/**
 * How long a command may take, in milliseconds: `msg.timeout`, else the node's field, both in seconds; undefined where
 * neither says anything, and the connection's limit counts.
 *
 * @throws {GcError} GC_INVALID_PARAMETER, GC_INVALID_CONFIGURATION
 */
export function timeLimitOf(message: { timeout?: unknown }, field: Field): number | undefined {
  const seconds = secondsIn(message.timeout) ?? numberOr(undefined, 'the time limit', field, bounds);
  return seconds === undefined ? undefined : 1000 * seconds;
}

function secondsIn(timeout: unknown): number | undefined {
  if (timeout === undefined || timeout === '') {
    return undefined;
  }
  const [min, max] = bounds;
  const seconds = typeof timeout === 'number' || typeof timeout === 'string' ? Number(timeout) : NaN;
  if (!(seconds >= min && seconds <= max)) {
    const detail = `msg.timeout must be a number of seconds from ${min} to ${max}`;
    throw new GcError('GC_INVALID_PARAMETER', { detail });
  }
  return seconds;
}

import { findProblemOfNumber, timeFrom, type Bounds } from './bounds';
import { StompError } from './errors';
import { say } from './phrases';
import type { StompOptions } from './types';

const defaults = {
  heartbeatMs: 10_000,
  connectTimeoutMs: 10_000,
  receiptTimeoutMs: 30_000,
  stableMs: 10_000,
  refusedRetryMs: 60_000,
  failBackMs: 60_000,
};

const defaultBackoff = { minMs: 500, maxMs: 30_000 };

/** Every time that a connection takes from its options, in milliseconds. */
export type Timing = typeof defaults & { backoff: typeof defaultBackoff };

const bounds: Readonly<Record<keyof typeof defaults, Bounds>> = {
  heartbeatMs: { ...timeFrom(0), whole: true },
  connectTimeoutMs: timeFrom(1),
  receiptTimeoutMs: timeFrom(1),
  stableMs: timeFrom(0),
  refusedRetryMs: timeFrom(1),
  failBackMs: timeFrom(0),
};

/**
 * Completes the times of a connection with the defaults, and checks them.
 *
 * @throws {StompError} STOMP_INVALID_OPTIONS, naming the option and its bounds.
 */
export function timingOf(options: StompOptions): Timing {
  const names = Object.keys(defaults) as (keyof typeof defaults)[];
  const times = names.map((name) => {
    const value = options[name] === undefined ? defaults[name] : options[name];
    return [name, checked(name, value, bounds[name])];
  });
  return { ...(Object.fromEntries(times) as typeof defaults), backoff: backoffOf(options.backoff) };
}

function backoffOf(given: Partial<typeof defaultBackoff> | undefined): typeof defaultBackoff {
  const minMs = checked(
    'backoff.minMs',
    given?.minMs === undefined ? defaultBackoff.minMs : given.minMs,
    timeFrom(0),
  );
  const { maxMs = Math.max(defaultBackoff.maxMs, minMs) } = given ?? {};
  return { minMs, maxMs: checked('backoff.maxMs', maxMs, timeFrom(minMs)) };
}

function checked(name: string, value: unknown, its: Bounds): number {
  const problem = findProblemOfNumber(value, its);
  if (problem !== undefined) {
    throw new StompError('STOMP_INVALID_OPTIONS', say('invalidOption', { name, problem }));
  }
  return value as number;
}

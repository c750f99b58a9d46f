import { once as eventOnce, type EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Ends what hangs, in milliseconds: so generous that no machine is too slow or too busy for it. How fast something is,
 * no test says; see bench/.
 */
export const limitMs = 60_000;

export interface Bound {
  /** How long to wait; `limitMs` when absent. */
  timeoutMs?: number;
  /** What is waited for, as it should read in the error. */
  what?: string;
}

/** Waits until the condition gives something truthy, and returns that. What the condition throws ends the waiting. */
export async function until<T>(condition: () => T | Promise<T>, bound: Bound = {}): Promise<NonNullable<T>> {
  const { timeoutMs = limitMs, what = 'the condition' } = bound;
  const deadline = performance.now() + timeoutMs;
  do {
    const value = await condition();
    if (value) {
      return value;
    }
    await delay(10);
  } while (performance.now() < deadline);
  throw timedOut(what, timeoutMs);
}

/** The arguments of the emitter's next event of this name. */
export async function once<T extends unknown[] = unknown[]>(
  emitter: EventEmitter,
  event: string,
  bound: Bound = {},
): Promise<T> {
  const { timeoutMs = limitMs, what = `the event "${event}"` } = bound;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return (await eventOnce(emitter, event, { signal })) as T;
  } catch (error) {
    throw signal.aborted ? timedOut(what, timeoutMs) : error;
  }
}

function timedOut(what: string, timeoutMs: number): Error {
  return new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
}

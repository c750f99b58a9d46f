import type { GcEvent } from '../../protocol';
import { runSafely } from '../../stomp';
import type { Receipt } from './receipt';

/** A listener may return a promise: it has taken the event when that is settled. */
export type Listener<E> = (event: E, receipt: Receipt) => unknown;
export type EventListener = Listener<GcEvent>;

/** Tells listeners at once; what they throw or reject with is for the log. */
export function tellAll<E>(
  what: string,
  listeners: readonly Listener<E>[],
  event: E,
  receipt: Receipt,
): void {
  for (const listener of listeners) {
    runSafely(`A listener of "${what}"`, () => listener(event, receipt));
  }
}

/** What one listener is to be told. Rejects with what the listener throws or rejects with, and can be tried again. */
export type Telling = (receipt: Receipt) => Promise<void>;

/** One listener's events, one after the other; what it has taken it does not get again. */
export function inTurn<E>(listener: Listener<E>, events: readonly E[]): Telling {
  const left = [...events];
  return async (receipt) => {
    for (let [next] = left; next !== undefined; [next] = left) {
      await tell(listener, next, receipt);
      left.shift();
    }
  };
}

async function tell<E>(listener: Listener<E>, event: E, receipt: Receipt): Promise<void> {
  await listener(event, receipt);
}

import type { GcEvent } from '../../protocol';
import type { Receipt } from './receipt';

/** A listener may return a promise: it has taken the event when that is settled. */
export type ListenerOf<E> = (event: E, receipt: Receipt) => unknown;
export type EventListener = ListenerOf<GcEvent>;

/**
 * Gives one listener what it has not taken yet. Rejects with what the listener throws or rejects with, and can be tried
 * again.
 */
export type HandOver = (receipt: Receipt) => Promise<void>;

/** One listener's events, one after the other; what it has taken it does not get again. */
export function inTurn<E>(listener: ListenerOf<E>, events: readonly E[]): HandOver {
  const left = [...events];
  return async (receipt) => {
    for (let [next] = left; next !== undefined; [next] = left) {
      await listener(next, receipt);
      left.shift();
    }
  };
}

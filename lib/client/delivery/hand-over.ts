import type { GcEvent } from '../../protocol';
import type { Receipt } from './receipt';
import { Work, type AnyEvent, type Job } from './work';

/**
 * A listener may return a promise: it has taken the event when that is settled. It may return {@link Work}, or a
 * promise of it: with queue delivery, the event is acknowledged when that is done.
 */
export type ListenerOf<E> = (event: E, receipt: Receipt) => unknown;
export type EventListener = ListenerOf<GcEvent>;

/**
 * Gives one listener what it has not taken yet. Resolves with the work that it has to do; rejects with what the listener
 * throws or rejects with, and can be tried again.
 */
export type HandOver = (receipt: Receipt) => Promise<readonly Job[] | undefined>;

/** One listener's events, one after the other; what it has taken it does not get again. */
export function inTurn<E extends AnyEvent>(listener: ListenerOf<E>, events: readonly E[]): HandOver {
  const left = [...events];
  let jobs: Job[] | undefined;
  return async (receipt) => {
    for (let [next] = left; next !== undefined; [next] = left) {
      const answer = await listener(next, receipt);
      if (answer instanceof Work) {
        (jobs ??= []).push({ event: next, work: answer });
      }
      left.shift();
    }
    return jobs;
  };
}

/** For how long somebody waits: at most this time, in milliseconds, and until the signal aborts. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What comes of some work. Rejects with `tooLate()` when the time is over or the signal aborts; the work goes on then,
 * and `unclaimed` gets what comes of it.
 */
export function inTime<T>(
  work: Promise<T>,
  { timeoutMs, signal }: Patience,
  tooLate: () => Error,
  unclaimed: (result: T) => void = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const giveUp = () => {
      isOver = true;
      stop();
      reject(tooLate());
    };
    const timer = setTimeout(giveUp, timeoutMs);
    const stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    };
    signal?.addEventListener('abort', giveUp);
    work.then(
      (result) => {
        stop();
        (isOver ? unclaimed : resolve)(result);
      },
      (error: Error) => {
        stop();
        reject(error);
      },
    );
  });
}

/**
 * A signal that aborts with another one, or when this time is over. Of `AbortSignal.any` and `AbortSignal.timeout`
 * together, Node.js 20 forgets the time when it collects garbage.
 */
export function limited(signal: AbortSignal, limitMs: number): AbortSignal {
  const either = new AbortController();
  const abort = () => {
    clearTimeout(timer);
    either.abort();
  };
  const timer = setTimeout(abort, limitMs).unref();
  signal.addEventListener('abort', abort, { signal: either.signal });
  if (signal.aborted) {
    abort();
  }
  return either.signal;
}

/** What a step has found; undefined where the signal aborts before. The step itself goes on, and nobody hears of it. */
export function inTime<T>(step: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      resolve(undefined);
    };
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) {
      giveUp();
    }
    step
      .finally(() => {
        signal.removeEventListener('abort', giveUp);
      })
      .then(resolve, reject);
  });
}

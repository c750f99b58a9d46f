/**
 * Does something with a signal that aborts with another one, or when this time is over; afterwards nothing is left of it.
 * Of `AbortSignal.any` and `AbortSignal.timeout` together, Node.js 20 forgets the time when it collects garbage.
 */
export async function limited<T>(
  signal: AbortSignal,
  limitMs: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const either = new AbortController();
  const abort = () => {
    either.abort();
  };
  const timer = setTimeout(abort, limitMs).unref();
  signal.addEventListener('abort', abort);
  if (signal.aborted) {
    abort();
  }
  try {
    return await run(either.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
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

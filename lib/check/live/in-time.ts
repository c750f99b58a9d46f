/** A signal that aborts with another one, or when this time is over. */
export function limited(signal: AbortSignal, limitMs: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
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

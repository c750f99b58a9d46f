import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { limited } from '../../../../lib/check/live/in-time';
import { heapUsed } from '../../../support/heap';
import { until } from '../../../support/wait';

/** Resolves when the signal aborts. */
function end(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

describe('the time of a step', () => {
  it('ends it, also when garbage is collected meanwhile', async () => {
    let hasEnded = false;
    void limited(new AbortController().signal, 100, end).then(() => {
      hasEnded = true;
    });
    await until(() => {
      heapUsed(); // collects garbage
      return hasEnded;
    });
  });

  it('ends with the whole check, and at once where that is over', async () => {
    const whole = new AbortController();
    let isShortOver = false;
    const short = limited(whole.signal, 1, end).then(() => {
      isShortOver = true;
    });
    let isLongOver = false;
    const long = limited(whole.signal, 60_000, end).then(() => {
      isLongOver = true;
    });
    await short;
    assert.deepEqual([isShortOver, isLongOver], [true, false]);
    whole.abort();
    await long;
    await limited(whole.signal, 60_000, end);
  });

  it('leaves nothing behind at the signal of the check, whatever becomes of the step', async () => {
    const whole = new AbortController();
    for (let times = 0; times < 20; times += 1) {
      await limited(whole.signal, 60_000, () => Promise.resolve());
      await limited(whole.signal, 60_000, () => Promise.reject(new Error('refused'))).catch(() => undefined);
      await limited(whole.signal, 1, end);
    }
    assert.equal(getEventListeners(whole.signal, 'abort').length, 0);
  });
});

import assert from 'node:assert/strict';
import { limited } from '../../../../lib/check/live/in-time';
import { heapUsed } from '../../../support/heap';
import { until } from '../../../support/wait';

describe('the time of a step', () => {
  it('ends it, also when garbage is collected meanwhile', async () => {
    let hasEnded = false;
    const wait = () => {
      limited(new AbortController().signal, 100).addEventListener('abort', () => {
        hasEnded = true;
      });
    };
    wait();
    await until(() => {
      heapUsed(); // collects garbage
      return hasEnded;
    });
  });

  it('ends with the whole check, and at once where that is over', () => {
    const whole = new AbortController();
    const signal = limited(whole.signal, 60_000);
    assert.equal(signal.aborted, false);
    whole.abort();
    assert.equal(signal.aborted, true);
    assert.equal(limited(whole.signal, 60_000).aborted, true);
  });
});

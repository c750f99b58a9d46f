import assert from 'node:assert/strict';
import { Outbox } from '../../../lib/simulator/outbox';

/** A sender whose confirmations the test gives. */
class Sender {
  readonly sent: number[] = [];
  readonly #confirmations: ((error?: Error) => void)[] = [];

  send(message: number): () => Promise<void> {
    return () => {
      this.sent.push(message);
      return new Promise((resolve, reject) => {
        this.#confirmations.push((error) => (error === undefined ? resolve() : reject(error)));
      });
    };
  }

  /** Decides about the message sent longest ago, and lets everybody act on it. */
  async settle(error?: Error): Promise<void> {
    this.#confirmations.shift()?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the outbox of the simulator', () => {
  it('sends in order, with a limited number under way', async () => {
    const sender = new Sender();
    const outbox = new Outbox(() => assert.fail('nothing fails here'));
    const all = Array.from({ length: 100 }, (_, index) => index);
    all.forEach((message) => outbox.put(sender.send(message)));
    assert.deepEqual(sender.sent, all.slice(0, 40));
    await sender.settle();
    assert.deepEqual(sender.sent, all.slice(0, 41));
    for (let index = 0; index < 99; index += 1) {
      await sender.settle();
    }
    assert.deepEqual(sender.sent, all);
  });

  it('goes on after a failure', async () => {
    const sender = new Sender();
    const failures: unknown[] = [];
    const outbox = new Outbox((error) => failures.push(error));
    const lost = new Error('lost');
    for (let message = 0; message < 41; message += 1) {
      outbox.put(sender.send(message));
    }
    await sender.settle(lost);
    assert.deepEqual(failures, [lost]);
    assert.equal(sender.sent.length, 41);
  });

  it('gives up what is too much', () => {
    const sender = new Sender();
    const failures: unknown[] = [];
    const outbox = new Outbox((error) => failures.push(String(error)));
    for (let message = 0; message < 10_041; message += 1) {
      outbox.put(sender.send(message));
    }
    assert.deepEqual(failures, ['Error: More than 10000 events wait for the broker: one was dropped.']);
  });
});

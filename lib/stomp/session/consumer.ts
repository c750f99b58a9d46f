import { Deferred } from '../deferred';
import type { Subscription } from '../types';

/** One subscription in one session, and how many of its messages are still to be answered with ACK or NACK. */
export class Consumer {
  #unanswered = 0;
  #settled: Deferred | undefined;

  constructor(readonly subscription: Subscription) {}

  get expectsAnswers(): boolean {
    return this.subscription.ack === 'client-individual';
  }

  /** False: what comes now is left to the broker, which gives it to the next consumer. */
  get isTaking(): boolean {
    return this.#settled === undefined;
  }

  delivered(): void {
    if (this.expectsAnswers) {
      this.#unanswered += 1;
    }
  }

  answered(): void {
    this.#unanswered -= 1;
    if (this.#unanswered === 0) {
      this.#settled?.resolve();
    }
  }

  /** Takes no more messages, and resolves when those it has are answered, or after a while. */
  async settle(limitMs: number): Promise<void> {
    if (!this.expectsAnswers) {
      return;
    }
    this.#settled = new Deferred();
    if (this.#unanswered === 0) {
      return;
    }
    const limit = setTimeout(() => this.release(), limitMs);
    await this.#settled.promise;
    clearTimeout(limit);
  }

  /** Nobody can answer any more. */
  release(): void {
    this.#settled?.resolve();
  }
}

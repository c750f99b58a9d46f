import { forgetOldest } from '../../common/forget-oldest';
import type { HandOver } from './hand-over';
import type { MessageId } from './message-id';
import type { Receipt } from './receipt';
import type { Job } from './work';

/** A listener did not take an event. */
export interface Failure {
  readonly handOver: HandOver;
  readonly reason: unknown;
}

/** What the listeners have to do, and which of them did not take their event. */
interface Offered {
  jobs: readonly Job[] | undefined;
  failures: Failure[] | undefined;
}

/** The broker brings again at most as many as it sends ahead. */
const maxRemembered = 10_000;
const pauses = { firstMs: 100, mostMs: 30_000 };

/** Offers events to listeners until all have taken them, or one has failed too often. */
export class Offering {
  /** How often listeners failed, by id of the message; the broker does not count. */
  readonly #failures = new Map<MessageId, number>();
  #isClosed = false;
  #pause: NodeJS.Timeout | undefined;

  constructor(private readonly maxRedeliveries: number) {}

  /** How often an event was tried that a listener has failed on. */
  tries(id: MessageId): number {
    return this.#failures.get(id) ?? 1;
  }

  forget(id: MessageId): void {
    this.#failures.delete(id);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#pause);
  }

  /** Resolves with the work that the listeners have to do, if any, or with why one of them does not take the event. */
  async offer(
    id: MessageId,
    handOvers: readonly HandOver[],
    receipt: Receipt,
  ): Promise<readonly Job[] | Failure | undefined> {
    let { jobs, failures } = await offerOnce(handOvers, receipt);
    for (let [failure] = failures ?? []; failure !== undefined; [failure] = failures ?? []) {
      const times = (this.#failures.get(id) ?? 0) + 1;
      this.#failures.set(id, times);
      forgetOldest(this.#failures, maxRemembered);
      if (times > this.maxRedeliveries || this.#isClosed) {
        return failure;
      }
      await this.#pauseAfter(times);
      const again = (failures ?? []).map(({ handOver }) => handOver);
      const offered = await offerOnce(again, { ...receipt, redelivered: true });
      failures = offered.failures;
      jobs = joined(jobs, offered.jobs);
    }
    return jobs;
  }

  #pauseAfter(failures: number): Promise<void> {
    return new Promise((resolve) => {
      const ms = Math.min(pauses.firstMs * 2 ** (failures - 1), pauses.mostMs);
      this.#pause = setTimeout(resolve, ms);
    });
  }
}

async function offerOnce(handOvers: readonly HandOver[], receipt: Receipt): Promise<Offered> {
  const attempts = handOvers.map((handOver) =>
    handOver(receipt).catch((reason: unknown): Failure => ({ handOver, reason })),
  );
  const offered: Offered = { jobs: undefined, failures: undefined };
  for (const outcome of await Promise.all(attempts)) {
    if (isFailure(outcome)) {
      (offered.failures ??= []).push(outcome);
    } else {
      offered.jobs = joined(offered.jobs, outcome);
    }
  }
  return offered;
}

function joined(
  jobs: readonly Job[] | undefined,
  others: readonly Job[] | undefined,
): readonly Job[] | undefined {
  return jobs === undefined || others === undefined ? (jobs ?? others) : [...jobs, ...others];
}

export function isFailure(outcome: readonly Job[] | Failure | undefined): outcome is Failure {
  return outcome !== undefined && 'handOver' in outcome;
}

import { GcError } from '../../protocol';
import { say } from '../language/phrases';

/** Whom a message waits for. */
export interface Subject {
  readonly agentId: string;
  readonly dialogId?: string;
}

/** More than this does not wait in one node; what sends them is out of control. */
const most = 1000;

/** A message that waits; its times are those of `performance.now()`. */
export interface Waiting {
  readonly subject: Subject;
  readonly beganAt: number;
  readonly dueAt: number;
}

/** The messages that wait in a node. */
export class WaitingMessages {
  readonly #waiting = new Map<AbortController, Waiting>();
  #isClosed = false;

  /** `changed` is called when there is one more, or one less. */
  constructor(private readonly changed: () => void = () => undefined) {}

  /**
   * Keeps a message until `wait` is settled; it is given a signal with which it shall resolve before, as `stopped`.
   * Resolves with `closed` where it was stopped because the node closes.
   */
  async keep<T>(
    one: Waiting,
    wait: (signal: AbortSignal) => Promise<T | 'stopped'>,
  ): Promise<T | 'stopped' | 'closed'> {
    const stop = new AbortController();
    this.#waiting.set(stop, one);
    this.changed();
    try {
      const end = this.#isClosed ? 'stopped' : await wait(stop.signal);
      return end === 'stopped' && this.#isClosed ? 'closed' : end;
    } finally {
      this.#waiting.delete(stop);
      this.changed();
    }
  }

  /** @throws {GcError} GC_TOO_MANY_WAITING */
  checkRoom(subject: Subject): void {
    if (this.#waiting.size >= most) {
      const detail = say('tooManyWaiting', { most });
      throw new GcError('GC_TOO_MANY_WAITING', { ...subject, detail });
    }
  }

  get count(): number {
    return this.#waiting.size;
  }

  /** When the next one is due, as `performance.now()` tells it; Infinity for never. */
  get nextDueAt(): number {
    return Array.from(this.#waiting.values(), ({ dueAt }) => dueAt).reduce(
      (a, b) => Math.min(a, b),
      Infinity,
    );
  }

  /** Leaves only the last of those for the agent of this one. */
  keepLastOf({ subject: { agentId } }: Waiting): void {
    const those = [...this.#waiting].filter(([, { subject }]) => subject.agentId === agentId);
    const last = those.reduce((a, b) => (b[1].beganAt >= a[1].beganAt ? b : a));
    for (const one of those) {
      if (one !== last) {
        one[0].abort();
      }
    }
  }

  /** Ends all that wait for this agent and this call; none named: for any. */
  drop({ agentId, dialogId }: Partial<Subject>): void {
    for (const [stop, { subject }] of this.#waiting) {
      const isMeant =
        (agentId ?? subject.agentId) === subject.agentId &&
        (dialogId ?? subject.dialogId) === subject.dialogId;
      if (isMeant) {
        stop.abort();
      }
    }
  }

  /** All of them end, now and from now on. */
  close(): void {
    this.#isClosed = true;
    this.drop({});
  }
}

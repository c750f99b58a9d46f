import { GcError } from '../../lib/protocol';

/** Whom a message waits for. */
export interface Subject {
  readonly agentId: string;
  readonly dialogId?: string;
}

/** More than this does not wait in one node; what sends them is out of control. */
const most = 1000;

/** The messages that wait in a node. */
export class WaitingMessages {
  readonly #waiting = new Map<AbortController, Subject>();
  #isClosed = false;

  /**
   * Keeps a message until `wait` is settled; it is given a signal with which it shall resolve before, as `stopped`.
   * Resolves with `closed` where it was stopped because the node closes.
   */
  async keep<T>(
    subject: Subject,
    wait: (signal: AbortSignal) => Promise<T | 'stopped'>,
  ): Promise<T | 'stopped' | 'closed'> {
    const stop = new AbortController();
    this.#waiting.set(stop, subject);
    try {
      const end = this.#isClosed ? 'stopped' : await wait(stop.signal);
      return end === 'stopped' && this.#isClosed ? 'closed' : end;
    } finally {
      this.#waiting.delete(stop);
    }
  }

  /** @throws {GcError} GC_TOO_MANY_WAITING */
  checkRoom(subject: Subject): void {
    if (this.#waiting.size >= most) {
      const detail = `${most} messages are waiting in the node`;
      throw new GcError('GC_TOO_MANY_WAITING', { ...subject, detail });
    }
  }

  /** Ends all that wait for this agent and this call; none named: for any. */
  drop({ agentId, dialogId }: Partial<Subject>): void {
    for (const [stop, subject] of this.#waiting) {
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

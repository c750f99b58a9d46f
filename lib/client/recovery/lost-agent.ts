import { Backoff } from '../../stomp';
import type { AgentSession } from './sessions';

/** Waiting time after a failed attempt, in milliseconds, with full jitter. */
const pauses = { minMs: 1000, maxMs: 30_000 };

/** An agent who is to be brought back. */
export class LostAgent {
  readonly #backoff = new Backoff(pauses);
  readonly #stopping = new AbortController();
  #phase: 'waiting' | 'under way' | 'resting' = 'waiting';
  #rest: NodeJS.Timeout | undefined;

  constructor(
    readonly session: AgentSession,
    /** GC has said LOGOUT, and it is not known whether this is true. */
    readonly isDoubted: boolean,
  ) {}

  get agentId(): string {
    return this.session.agentId;
  }

  /** Aborted when the attempt is called off. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  get isWaiting(): boolean {
    return this.#phase === 'waiting';
  }

  get isUnderWay(): boolean {
    return this.#phase === 'under way';
  }

  start(): void {
    this.#phase = 'under way';
  }

  /** Waits a while; then it is the agent's turn again. */
  rest(onWaiting: () => void): void {
    this.#phase = 'resting';
    this.#rest = setTimeout(() => {
      this.#phase = 'waiting';
      onWaiting();
    }, this.#backoff.next());
  }

  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#rest);
  }
}

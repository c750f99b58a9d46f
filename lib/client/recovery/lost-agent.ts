import { Backoff } from '../../stomp';
import type { NamedLeg } from '../model/calls';
import type { AgentSession } from './sessions';

/** Waiting time after a failed attempt, in milliseconds, with full jitter. */
const pauses = { minMs: 1000, maxMs: 30_000 };

/** An agent who is to be brought back. */
export class LostAgent {
  readonly #backoff = new Backoff(pauses);
  readonly #stopping = new AbortController();
  #phase: 'waiting' | 'under way' | 'resting' = 'waiting';
  #rest: NodeJS.Timeout | undefined;
  #doubted: readonly { readonly call: NamedLeg; readonly revision: number }[] = [];

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

  /** Takes the agent's calls as perhaps over, until GC speaks of them: of an agent whom it does not know it says nothing. */
  doubt(calls: readonly NamedLeg[]): void {
    this.#doubted = calls.map((call) => ({ call, revision: call.revision }));
  }

  /** Which of the agent's calls may be over: GC has not spoken of them since they were doubted. */
  untold(calls: readonly NamedLeg[]): readonly NamedLeg[] {
    const untold = this.#doubted.filter(
      ({ call, revision }) => calls.includes(call) && call.revision === revision,
    );
    return untold.map(({ call }) => call);
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

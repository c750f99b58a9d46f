import { GcError, type EventOf } from '../../protocol';
import type { Clock, Engine } from '../engine';
import type { Random } from '../random';
import { Intention } from './intention';
import type { Load } from './options';

interface Caller {
  /** Does not wait for the answer. */
  readonly isImpatient: boolean;
  isAnswered: boolean;
  /** When the customer hangs up. */
  readonly end: Intention;
}

/** So many more customers than agents of the load can be on the line; the others find it busy. */
const mostWaiting = 100;
const secondMs = 1000;
const hourMs = 3_600_000;
const mostPatienceMs = 600_000;

/** Customers who call the queues, wait, talk and hang up, or give up before. */
export class Callers {
  readonly #callers = new Map<string, Caller>();
  readonly #next: Intention;

  constructor(
    private readonly engine: Engine,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly load: Load,
    /** Names of the queues. */
    private readonly queues: readonly string[],
  ) {
    this.#next = new Intention(clock);
  }

  begin(): void {
    this.#next.in(this.random.exponential(hourMs / this.load.callsPerHour), () => {
      this.begin();
      this.#call();
    });
  }

  /** Everybody hangs up, and nobody calls any more. */
  end(): void {
    this.#next.cancel();
    for (const dialogId of this.#callers.keys()) {
      this.hangUp(dialogId);
    }
  }

  /** False of those who will give up before anybody answers. */
  isPatient(dialogId: string): boolean {
    return this.#callers.get(dialogId)?.isImpatient !== true;
  }

  /** For how many milliseconds a customer wants to talk. */
  talkTime(): number {
    const mean = this.load.handleTime * secondMs;
    return 0.1 * mean + this.random.exponential(0.9 * mean);
  }

  hangUp(dialogId: string): void {
    this.#forget(dialogId);
    tryTo(() => this.engine.customerHangsUp({ to: dialogId }));
  }

  /** `isOurs`: an agent of the load has the call, and takes care of its end. */
  hear({ dialogId = '', state }: EventOf<'InboundCall'>, isOurs: boolean): void {
    const caller = this.#callers.get(dialogId);
    if (caller?.isAnswered === false && state === 'ACTIVE') {
      caller.isAnswered = true;
      caller.end.cancel();
      if (!isOurs) {
        this.#planEnd(dialogId, caller, this.talkTime());
      }
    } else if (caller?.isAnswered && state !== 'ACTIVE' && state !== 'HELD') {
      this.#forget(dialogId);
    }
  }

  #call(): void {
    const { random, load, engine } = this;
    if (this.#callers.size >= load.agents + mostWaiting) {
      return;
    }
    const to = random.pick(this.queues);
    const from = `0300${Math.floor(random.between(1_000_000, 10_000_000))}`;
    const isImpatient = random.chance(load.abandonRate);
    const patience = isImpatient ? random.between(2, 8) * secondMs : mostPatienceMs;
    const dialogId = tryTo(() => engine.incomingCall({ to, from }));
    if (dialogId !== undefined) {
      const caller = { isImpatient, isAnswered: false, end: new Intention(this.clock) };
      this.#callers.set(dialogId, caller);
      this.#planEnd(dialogId, caller, patience);
    }
  }

  #planEnd(dialogId: string, caller: Caller, ms: number): void {
    caller.end.in(ms, () => {
      this.hangUp(dialogId);
    });
  }

  #forget(dialogId: string): void {
    this.#callers.get(dialogId)?.end.cancel();
    this.#callers.delete(dialogId);
  }
}

/** What cannot be done any more, or not now, is left out. */
function tryTo<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof GcError) {
      return undefined;
    }
    throw error;
  }
}

import { forgetOldest } from '../../forget-oldest';
import type { Leg } from './leg';

/** More than this is not kept, whatever the time. */
const maxEnded = 50_000;

/** Calls that are over, for some time. */
export class EndedLegs {
  readonly #legs = new Map<string, Leg>();

  constructor(private readonly keptMs: number) {}

  get(agentId: string, dialogId: string | undefined): Leg | undefined {
    return this.#legs.get(keyOf(agentId, dialogId));
  }

  all(): Iterable<Leg> {
    return this.#legs.values();
  }

  add(leg: Leg): void {
    const key = keyOf(leg.agentId, leg.dialogId);
    this.#legs.delete(key);
    this.#legs.set(key, leg);
    forgetOldest(this.#legs, maxEnded);
  }

  /** Changes each call into one that holds less. */
  lighten(lighter: (leg: Leg) => Leg): void {
    for (const [key, leg] of this.#legs) {
      this.#legs.set(key, lighter(leg));
    }
  }

  /** Forgets all of them. */
  clear(): void {
    this.#legs.clear();
  }

  /** They end one after the other, so the first are the oldest. */
  forget(at: number): void {
    for (const [key, { closedAt = 0 }] of this.#legs) {
      if (at - closedAt < this.keptMs) {
        return;
      }
      this.#legs.delete(key);
    }
  }
}

function keyOf(agentId: string, dialogId = ''): string {
  return `${agentId}#${dialogId}`;
}

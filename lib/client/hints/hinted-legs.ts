import type { KeptLeg, Leg } from '../model/calls/leg';
import { hintKeptMs } from './agent-hint';

const none: readonly KeptLeg[] = [];

/** Calls that only the client before this one has heard of. Nobody sees them until GC speaks of them. */
export class HintedLegs {
  readonly #legs = new Map<string, readonly KeptLeg[]>();
  #takenAt = -Infinity;

  add(leg: KeptLeg, at: number): void {
    this.#legs.set(leg.agentId, [...this.of(leg.agentId), leg]);
    this.#takenAt = at;
  }

  of(agentId: string): readonly KeptLeg[] {
    return this.#legs.get(agentId) ?? none;
  }

  /** What another agent had of the same call. */
  otherOf({ agentId, dialogId }: Pick<Leg, 'agentId' | 'dialogId'>): Leg | undefined {
    for (const legs of this.#legs.values()) {
      const other = legs.find((leg) => leg.dialogId === dialogId && leg.agentId !== agentId);
      if (other !== undefined) {
        return other;
      }
    }
    return undefined;
  }

  /** All of them, if they were taken in by this time. */
  since(time: number): readonly Leg[] {
    return this.#takenAt > time ? none : [...this.#legs.values()].flat();
  }

  take(leg: Leg): void {
    const others = this.of(leg.agentId).filter((other) => other !== leg);
    if (others.length === 0) {
      this.#legs.delete(leg.agentId);
    } else {
      this.#legs.set(leg.agentId, others);
    }
  }

  /** Forgets them all when GC has not spoken of them for too long. */
  forget(at: number): void {
    if (at - this.#takenAt >= hintKeptMs) {
      this.#legs.clear();
    }
  }
}

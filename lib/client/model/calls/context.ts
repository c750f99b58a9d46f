import type { DerivedCallEvent } from '../../../protocol';
import { forgetOldest } from '../../../common/forget-oldest';
import type { Agents } from '../agents';
import type { CallCommands } from '../call-commands';
import type { HintedLegs } from '../../hints/hinted-legs';
import type { GcClock } from '../gc-clock';
import type { KeptLeg, Leg } from './leg';

/** Finds a call of an agent in another model, which may have seen more of it. */
export type Recall = (agentId: string, dialogId: string) => Leg | undefined;

/** Everything besides its own calls that the calls of an agent depend on. One object for all agents. */
export interface CallContext {
  readonly agents: Agents;
  readonly clock: GcClock;
  /** What the client itself has lately done to calls. */
  readonly commands: CallCommands;
  readonly recall: Recall;
  readonly ended: EndedLegs;
  /** Calls of the client before this one, of which GC has not spoken since. */
  readonly hinted: HintedLegs;
  /** Finds what another agent has, or has had, of the same call. */
  readonly otherLegOf: (leg: Pick<Leg, 'agentId' | 'dialogId'>) => Leg | undefined;
  /** Takes an event that was derived from the agent's calls. */
  readonly emit: (event: DerivedCallEvent) => void;
}

/** How long an event that explains the end of a call may take, in milliseconds. */
export const settleMs = 2000;

/** More ended calls than this are not kept, however recent they are. */
const maxEnded = 50_000;

/** Calls of all agents that have ended, kept for some time. */
export class EndedLegs {
  readonly #legs = new Map<string, KeptLeg>();

  constructor(private readonly keptMs: number) {}

  get(agentId: string, dialogId: string | undefined): Leg | undefined {
    return this.#legs.get(keyOf(agentId, dialogId));
  }

  all(): Iterable<KeptLeg> {
    return this.#legs.values();
  }

  /** GC has reported the end of a call that the agent's state had shown before. */
  endTold(agentId: string, dialogId: string | undefined): void {
    const leg = this.#legs.get(keyOf(agentId, dialogId));
    if (leg !== undefined) {
      leg.isEndTold = true;
    }
  }

  add(leg: KeptLeg): void {
    const key = keyOf(leg.agentId, leg.dialogId);
    this.#legs.delete(key);
    this.#legs.set(key, leg);
    forgetOldest(this.#legs, maxEnded);
  }

  clear(): void {
    this.#legs.clear();
  }

  /** Forgets the calls that ended too long ago. Calls are in the order of their ends. */
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

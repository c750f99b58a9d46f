import { forgetOldest } from '../../../common/forget-oldest';

/** The last Connect for an agent: who sent it, and whether the password was right. */
export interface Claim {
  readonly destination: string;
  readonly isAccepted: boolean;
}

const mostDestinations = 100;
const mostClaims = 10_000;

/** Whom GC knows to listen. Anybody can send names, so the oldest are forgotten. */
export class Routes {
  readonly #destinations = new Set<string>();
  readonly #claims = new Map<string, Claim>();

  /** All destinations that sent a heartbeat or connected an agent. */
  get destinations(): readonly string[] {
    return [...this.#destinations];
  }

  note(destination: string): void {
    this.#destinations.delete(destination);
    this.#destinations.add(destination);
    forgetOldest(this.#destinations, mostDestinations);
  }

  claim(agentId: string, claim: Claim): void {
    this.note(claim.destination);
    this.#claims.delete(agentId);
    this.#claims.set(agentId, claim);
    forgetOldest(this.#claims, mostClaims);
  }

  claimOf(agentId: string): Claim | undefined {
    return this.#claims.get(agentId);
  }

  disclaim(agentId: string): void {
    this.#claims.delete(agentId);
  }
}

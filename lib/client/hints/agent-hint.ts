import type { AgentSnapshot } from '../model/agent';
import type { Leg } from '../model/calls/leg';

/** How an agent was, for the client that comes after this one. */
export type HintedAgent = Pick<AgentSnapshot, 'state' | 'reasonCode' | 'since' | 'extension'>;

/**
 * What a client knew of an agent, for the one that comes after it: the state, where the agent is logged in, and the
 * calls whose `CallEnded` is still to come. It is no fact: it counts once GC speaks of the agent or the call.
 */
export interface AgentHint {
  readonly agent: HintedAgent | undefined;
  readonly legs: readonly Leg[];
}

/** An event that the broker brings again to the client that comes after this one. */
export interface OpenEvent {
  /** What listeners knew of the agent before they were told the event; undefined where nobody knows. */
  readonly before: AgentHint | undefined;
}

/** For how long a hint is kept of which nothing more is heard, in milliseconds. */
export const hintKeptMs = 24 * 60 * 60_000;

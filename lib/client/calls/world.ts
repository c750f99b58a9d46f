import type { AgentSnapshot } from '../agents';
import type { DerivedCallEvent } from '../derived-events';
import type { EndedLegs } from './ended-legs';
import type { Leg } from './leg';
import type { Surroundings } from './progress';

/** What the calls of an agent need to know of the rest. */
export interface World extends Pick<Surroundings, 'phones' | 'clock'> {
  readonly ended: EndedLegs;
  agent(agentId: string): AgentSnapshot;
  learnExtension(agentId: string, extension: string): void;
  /** What the agent who has made a call has, or has had, of it. */
  callersLegOf(leg: Leg): Leg | undefined;
  readonly tell: (event: DerivedCallEvent) => void;
}

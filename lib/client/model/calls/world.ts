import type { AgentSnapshot } from '../agents';
import type { DerivedCallEvent } from '../derived-events';
import type { GcClock } from '../gc-clock';
import type { CallCommands, OwnDeed } from './call-commands';
import type { EndedLegs } from './ended-legs';
import type { Phones } from './kind';
import type { Leg } from './leg';
import type { Merge } from './merge';

/** What is known besides the call itself. */
export interface Surroundings {
  /** The agent, as it is now. */
  readonly agent: AgentSnapshot;
  readonly phones: Phones;
  readonly clock: GcClock;
  /** Another call of the agent that has just become part of this one. */
  readonly merge: Merge | undefined;
  /** What the client itself has just done to the call. */
  readonly deed: OwnDeed | undefined;
  /** Whether the client has just asked GC to let the agent listen to somebody. */
  readonly isToListen: boolean;
  /** Whether the client has just released the call for another agent who was in it. */
  readonly isReleasedByOther: () => boolean;
}

/** Finds what somebody else knows of a call. */
export type Recall = (agentId: string, dialogId: string) => Leg | undefined;

/** What the calls of an agent need to know of the rest. */
export interface World extends Pick<Surroundings, 'phones' | 'clock'> {
  readonly ended: EndedLegs;
  readonly commands: CallCommands;
  readonly recall: Recall;
  agent(agentId: string): AgentSnapshot;
  learnExtension(agentId: string, extension: string): void;
  /** What another agent has, or has had, of the same call. */
  otherLegOf(leg: Pick<Leg, 'agentId' | 'dialogId'>): Leg | undefined;
  readonly tell: (event: DerivedCallEvent) => void;
}

import type { AgentSnapshot } from '../model/agent';
import type { AgentCourse } from './agent-course';
import type { Gaps } from './counting/gaps';

/** Who an agent is, as far as it is known. */
export type Who = Pick<AgentSnapshot, 'agentName' | 'firstName' | 'lastName' | 'team'>;

/** What figures need to know of agents, besides what happens to them. */
export interface AgentsKnown {
  who(agentId: string): Who;
  reasonLabel(reasonCode: string): string | undefined;
}

/** An agent whose figures are kept. */
export interface FiguredAgent {
  readonly course: AgentCourse;
  who: Who;
}

/** All agents of a connection, for those who read their figures. */
export interface FiguredAgents {
  readonly agents: ReadonlyMap<string, FiguredAgent>;
  readonly known: AgentsKnown;
  /** When nothing was heard of GC. */
  readonly gaps: Gaps;
  /** What the clock on the wall is ahead of the steady clock. */
  readonly stepMs: number;
  /** Until when what other clients have written down is known to be true. */
  readonly writtenAt: number;
  whoIs(agentId: string): Who;
}

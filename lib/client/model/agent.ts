import type { Team, User } from '../../protocol';
import { short, shortTeam } from './limits';

/** An agent as far as events have told: one of this client, or a member of a supervisor's team. */
export interface AgentSnapshot {
  readonly agentId: string;
  /** `UNKNOWN` until GC has told. */
  readonly state: string;
  /** Since when the agent is in this state for this reason, by our clock, in milliseconds since 1970. */
  readonly since?: number | undefined;
  readonly previousState?: string | undefined;
  readonly reasonCode?: string | undefined;
  /** What the reason is called; known once the reason codes were asked for. */
  readonly reasonLabel?: string | undefined;
  /** The state that comes after the call. */
  readonly pendingState?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** First and last name, or the full name that GC tells with the state. */
  readonly agentName?: string | undefined;
  readonly extension?: string | undefined;
  /** Whether the agent is a supervisor. */
  readonly supervisor?: boolean | undefined;
  /** The supervisor who is told of this agent, where it is told to one. */
  readonly supervisorId?: string | undefined;
  readonly team?: Team | undefined;
}

/** An agent as it is kept: changed in place, and copied for whoever looks. */
export type Agent = { -readonly [K in keyof AgentSnapshot]: AgentSnapshot[K] };

/** An agent of whom nothing is known. */
export function newAgent(agentId: string): Agent {
  return {
    agentId,
    state: 'UNKNOWN',
    since: undefined,
    previousState: undefined,
    reasonCode: undefined,
    reasonLabel: undefined,
    pendingState: undefined,
    firstName: undefined,
    lastName: undefined,
    agentName: undefined,
    extension: undefined,
    supervisor: undefined,
    supervisorId: undefined,
    team: undefined,
  };
}

/** What is told of an agent, as it is kept. */
export function bounded(told: Partial<AgentSnapshot>): Partial<AgentSnapshot> {
  const { firstName, lastName, agentName, extension, supervisorId, team } = told;
  return {
    ...told,
    firstName: short(firstName),
    lastName: short(lastName),
    agentName: short(agentName),
    extension: short(extension),
    supervisorId: short(supervisorId),
    team: team && shortTeam(team),
  };
}

export function fullName({ firstName, lastName }: Pick<User, 'firstName' | 'lastName'>): string | undefined {
  return [firstName, lastName].filter(Boolean).join(' ') || undefined;
}

import { listOf, statesIn, type AnyEvent, type Interest } from '../../lib/nodered';
import type { Team } from '../../lib/protocol';

export interface EventFilterConfig {
  /** Event types; none means all. */
  types?: readonly string[];
  /** Login ids; empty means all. */
  agents?: readonly string[];
  /** Ids or names of teams, separated by commas; empty means all. */
  teams?: string;
  /** States, separated by commas; empty means all. Events without a state pass only then. */
  states?: string;
  /** Names of queues, separated by commas; empty means all. */
  queues?: string;
}

type Check = (event: AnyEvent) => boolean;

/** Tells what a node wants. */
export class EventFilter {
  /** The types and agents it wants. */
  readonly interest: Interest & { readonly types: readonly string[]; readonly agents: readonly string[] };
  /** Of the types and agents it wants, what else must be so. */
  readonly #checks: readonly Check[];

  constructor(config: EventFilterConfig, teamOf: (agentId: string) => Team | undefined) {
    this.interest = { types: config.types ?? [], agents: config.agents ?? [] };
    this.#checks = [
      ...check(statesIn(config.states), statesOf),
      ...check(listOf(config.teams?.toLowerCase()), (event) => teamsOf(event, teamOf).map(inLowerCase)),
      ...check(listOf(config.queues?.toLowerCase()), (event) => queuesOf(event).map(inLowerCase)),
    ];
  }

  /** Whether it wants an event of a type and an agent that it is interested in. */
  passes(event: AnyEvent): boolean {
    return this.#checks.every((isFine) => isFine(event));
  }

  wants(event: AnyEvent): boolean {
    const { types, agents } = this.interest;
    const { agentId } = event as { agentId?: string };
    return isAmong(types, event.type) && isAmong(agents, agentId) && this.passes(event);
  }

  /** Changes of the connection itself, which have neither agent nor state, neither team nor queue. */
  get wantsHealth(): boolean {
    const { types, agents } = this.interest;
    return isAmong(types, 'Health') && agents.length === 0 && this.#checks.length === 0;
  }
}

/** None where anything is fine. */
function check(wanted: readonly string[], valuesOf: (event: AnyEvent) => unknown[]): Check[] {
  const values = new Set<unknown>(wanted);
  return wanted.length === 0 ? [] : [(event) => valuesOf(event).some((value) => values.has(value))];
}

function statesOf(event: AnyEvent): unknown[] {
  return 'state' in event ? [event.state] : [];
}

/** Ids and names of the teams an event is about: those it names, and the agent's. */
function teamsOf(event: AnyEvent, teamOf: (agentId: string) => Team | undefined): unknown[] {
  const { agentId, team, teamId } = event as { agentId?: string; team?: Team; teamId?: string };
  const known = agentId === undefined ? undefined : teamOf(agentId);
  return [teamId, team?.id, team?.name, known?.id, known?.name];
}

/** GC names queues in their list alone. In calls, a site's routing may put the name into a call variable: any counts. */
function queuesOf(event: AnyEvent): unknown[] {
  if (event.type === 'QueueList') {
    return (event.queues ?? []).map(({ queueName }) => queueName);
  }
  return 'callVariables' in event ? Object.values(event.callVariables ?? {}) : [];
}

function inLowerCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function isAmong(wanted: readonly string[], value: string | undefined): boolean {
  return wanted.length === 0 || (value !== undefined && wanted.includes(value));
}

import type { GcEvent } from '../../lib/protocol';

export interface EventFilterConfig {
  /** Event types; none means all. */
  types?: readonly string[];
  /** Login ids, separated by commas; empty means all. */
  agents?: string;
  /** States, separated by commas; empty means all. Events without a state pass only then. */
  states?: string;
}

/** Tells whether a node wants an event. */
export function eventFilter(config: EventFilterConfig): (event: GcEvent) => boolean {
  const types = new Set(config.types ?? []);
  const agents = listOf(config.agents);
  const states = listOf(config.states?.toUpperCase());
  return (event) =>
    isAmong(types, event.type) &&
    isAmong(agents, 'agentId' in event ? event.agentId : undefined) &&
    isAmong(states, 'state' in event ? event.state : undefined);
}

function listOf(text: string | undefined): Set<string> {
  const words = (text ?? '').split(',').map((word) => word.trim());
  return new Set(words.filter((word) => word !== ''));
}

function isAmong(wanted: ReadonlySet<string>, value: string | undefined): boolean {
  return wanted.size === 0 || (value !== undefined && wanted.has(value));
}

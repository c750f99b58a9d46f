import type { SiteAgent } from '../lib/simulator';

/** So many agents of one team, none of whom is a supervisor. */
export function makeAgents(count: number): SiteAgent[] {
  return Array.from({ length: count }, (_, index) => ({
    agentId: String(10_000 + index),
    extension: String(20_000 + index),
    password: 'hunter2',
    firstName: 'Ann',
    lastName: String(index),
    team: '1',
    supervisor: false,
    wrapUpOnIncoming: 'OPTIONAL' as const,
  }));
}

import type { Agent, Standing } from './agent';
import { isConnected, type Leg } from './call';
import type { FlavourRules } from './flavours';

/** The state of an agent, which follows from the state without calls and from the calls. */
export function standingOf(agent: Agent, legs: readonly Leg[], rules: FlavourRules): Standing {
  const counted = legs.filter(({ call }) => call.isRouted || rules.countsDirectCalls);
  if (counted.some(({ state }) => state === 'ACTIVE')) {
    return { state: 'TALKING' };
  }
  if (counted.some(({ state }) => state === 'HELD')) {
    return { state: rules.onHold };
  }
  if (legs.some((leg) => isOutbound(leg) && !isConnected(leg))) {
    return { state: 'RESERVED_OUTBOUND_PREVIEW' };
  }
  const [leg] = legs;
  if (agent.home.state !== 'READY' || leg === undefined) {
    return agent.home;
  }
  if (counted.some(({ state }) => state === 'ALERTING')) {
    return { state: 'RESERVED' };
  }
  const { dialling, calledDirectly } = rules.notReadyCodes;
  return { state: 'NOT_READY', reasonCode: leg.address === leg.call.fromAddress ? dialling : calledDirectly };
}

/** What the dialer offers, or lets the agent dial. */
function isOutbound({ call, state }: Leg): boolean {
  return call.kind === 'preview' || (call.kind === 'outbound' && state !== 'ALERTING');
}

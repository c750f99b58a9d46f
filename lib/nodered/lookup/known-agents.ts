import type { AgentSnapshot } from '../../client';
import { isStateOfNobody } from '../../protocol';

/** Whether GC knows an agent, or has known the agent before. GC does not know a login id that was mistyped. */
export function isKnownToGc({
  state,
  previousState = 'UNKNOWN',
  agentName,
  team,
  supervisorId,
}: AgentSnapshot): boolean {
  const isDescribed = [agentName, team, supervisorId].some((told) => told !== undefined);
  return isDescribed || ![state, previousState].every(isStateOfNobody);
}

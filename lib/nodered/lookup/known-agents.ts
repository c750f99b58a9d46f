import type { AgentSnapshot } from '../../client';

/** What GC says of a login id that it does not know. */
const saysNothing: readonly string[] = ['UNKNOWN', 'RE_LOGIN'];

/** Whether GC knows an agent, or has known the agent before. GC does not know a login id that was mistyped. */
export function isKnownToGc({
  state,
  previousState = 'UNKNOWN',
  agentName,
  team,
  supervisorId,
}: AgentSnapshot): boolean {
  const isDescribed = [agentName, team, supervisorId].some((told) => told !== undefined);
  return isDescribed || ![state, previousState].every((each) => saysNothing.includes(each));
}

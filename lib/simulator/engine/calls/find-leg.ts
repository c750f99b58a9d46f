import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import type { AgentLeg, LegState } from '../store/call';
import type { ContactCentre } from '../store/contact-centre';

/**
 * The agent's part in a call.
 *
 * @throws {RefusedCommand} if the agent has no such call, or it is in none of these states.
 */
export function findLeg(
  centre: ContactCentre,
  agent: Agent,
  dialogId: string | undefined,
  states?: readonly LegState[],
): AgentLeg {
  const leg = knownLeg(centre, agent, dialogId);
  if (leg === undefined) {
    throw new RefusedCommand('NO_DIALOG_ID');
  }
  if (states?.includes(leg.state) === false) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
  return leg;
}

/** A call that the agent has, or wraps up. */
export function knownLeg(
  centre: ContactCentre,
  agent: Agent,
  dialogId: string | undefined,
): AgentLeg | undefined {
  return knownLegs(centre, agent).find(({ call }) => call.dialogId === dialogId);
}

export function knownLegs(centre: ContactCentre, agent: Agent): readonly AgentLeg[] {
  const legs = centre.legsOf(agent);
  const wrapUp = centre.wrapUps.get(agent);
  return wrapUp === undefined ? legs : [...legs, wrapUp.leg];
}

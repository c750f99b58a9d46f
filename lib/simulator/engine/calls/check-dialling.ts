import { findProblem } from '../../../protocol';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import type { ContactCentre } from '../store/contact-centre';

/** A main call, and another one while it is on hold. */
const mostCalls = 2;

/** The agent's calls, if there are any, must be on hold. */
export function checkPhoneIsFree(centre: ContactCentre, agent: Agent): void {
  if (centre.legsOf(agent).some(({ state }) => state !== 'HELD')) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
}

export function checkRoomForCall(centre: ContactCentre, agent: Agent): void {
  if (centre.legsOf(agent).length >= mostCalls) {
    throw new RefusedCommand('CF_INVALID_OBJECT_STATE');
  }
}

/** The number that an agent wants to call, which is not the agent's own. */
export function checkDialledNumber({ extension }: Agent, number: string | undefined): string {
  if (number === undefined) {
    throw new RefusedCommand('MISSING_NUMBER');
  }
  if (number === extension || findProblem('number', number) !== undefined) {
    throw new RefusedCommand('CF_INVALID_CALLED_DEVICE');
  }
  return number;
}

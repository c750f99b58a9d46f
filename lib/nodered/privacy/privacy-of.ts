import { dialPlan, type DialPlan, type DialPlanSettings } from '../../numbers';
import { Privacy } from '../../privacy';
import type { ConnectionPlan } from '../connection/settings/connection-plan';

/** What conceals for a connection; undefined where nothing is concealed. Hashes follow the dial plan of the connection. */
export function privacyOf(plan: ConnectionPlan | undefined): Privacy | undefined {
  const { privacy, client } = plan ?? {};
  return privacy && new Privacy({ ...privacy, dialPlan: client?.dialPlan && soundDialPlan(client.dialPlan) });
}

/** Undefined for a plan with a mistake, with which the connection is not opened. */
function soundDialPlan(settings: DialPlanSettings): DialPlan | undefined {
  try {
    return dialPlan(settings);
  } catch {
    return undefined;
  }
}

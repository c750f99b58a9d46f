import type { GcClient } from '../client';
import { GcError, type ParameterValue } from '../protocol';

/**
 * The one call an agent has, for commands that name none.
 *
 * @throws {GcError} NO_DIALOG_ID or AMBIGUOUS_DIALOG; nothing is sent then.
 */
export function onlyDialogOf(client: GcClient, agentId: ParameterValue, command: string): string {
  const [only, ...others] = client.callsOf(String(agentId));
  if (only === undefined) {
    throw new GcError('NO_DIALOG_ID', { command, agentId: String(agentId), detail: 'the agent has no call' });
  }
  if (others.length > 0) {
    throw new GcError('AMBIGUOUS_DIALOG', { command, agentId: String(agentId) });
  }
  return only.dialogId;
}

import type { GcClient } from '../../lib/client';
import type { CommandName, ParameterValue } from '../../lib/protocol';
import { onlyDialogOf } from '../../lib/nodered';

/**
 * The customer's call: the one that is named, or the one with which this can be done now. An event of a consult call
 * names that one; what is done about it is done with the call that it is about.
 *
 * @throws {GcError} NO_DIALOG_ID or AMBIGUOUS_DIALOG where none is named and it cannot be told.
 */
export function mainCallOf(
  client: GcClient,
  agentId: ParameterValue,
  command: CommandName,
  named: ParameterValue | undefined,
): ParameterValue {
  if (named === undefined || named === '') {
    return onlyDialogOf(client, agentId, command);
  }
  const calls = client.callsOf(String(agentId));
  const consult = calls.find(({ leg, dialogId }) => leg === 'consult' && dialogId === String(named));
  const mains = calls.filter(({ leg }) => leg === 'main');
  const main = mains.find(({ dialogId }) => dialogId === consult?.associatedDialogId) ?? mains[0];
  return consult === undefined ? named : (main?.dialogId ?? named);
}

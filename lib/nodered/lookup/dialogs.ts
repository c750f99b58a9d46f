import type { GcClient } from '../../client';
import { GcError, type CommandName, type ErrorContext, type ParameterValue } from '../../protocol';
import { say } from '../language/phrases';

/**
 * The call that is meant where none is named: the one that the agent has; of several, the one with which the command is
 * possible now. A consult call alone is not it: there is a main call that is not known yet.
 *
 * @throws {GcError} NO_DIALOG_ID or AMBIGUOUS_DIALOG; nothing is sent then.
 */
export function onlyDialogOf(client: GcClient, agentId: ParameterValue, command?: CommandName): string {
  const context = { command, agentId: String(agentId) };
  const calls = client.callsOf(context.agentId);
  if (calls.length === 0) {
    throw noCallOf(context);
  }
  const possible =
    calls.length === 1 ? calls : calls.filter(({ actions }) => actions.some((action) => action === command));
  const [only, ...others] = possible;
  const isLoneConsult = calls.length === 1 && only?.leg === 'consult';
  if (only === undefined || others.length > 0 || isLoneConsult) {
    throw new GcError('AMBIGUOUS_DIALOG', context);
  }
  return only.dialogId;
}

/** The error for a command that needs a call, of an agent who has none. */
export function noCallOf(context: Pick<ErrorContext, 'command' | 'agentId'>): GcError {
  const words = { detail: say('noCall'), whatToDo: say('sendDuringCall') };
  return new GcError('NO_DIALOG_ID', { ...context, ...words });
}

import type { NodeAPI } from 'node-red';
import { commandWithReason } from '../../../lib/protocol';
import { connectionAt, objectionTo, reasonFor, refuse, RouteError } from '../../../lib/nodered';
import { optionalTextIn, textIn } from './request-body';
import { offeredAgentActions, offeredCallActions } from './rows';

/**
 * Sends the command that a user has chosen in the sidebar, in the name of the user and by the rules of the connection,
 * and waits for its outcome.
 *
 * @throws {RouteError} 400 for rubbish, 404 where there is no such connection.
 * @throws {GcError} as GcClient.command
 */
export async function executeCommand(RED: NodeAPI, body: unknown, user: string): Promise<void> {
  const wanted = textIn(body, 'command');
  const agentId = textIn(body, 'agentId');
  const agentAction = offeredAgentActions.find((action) => action === wanted);
  const callAction = offeredCallActions.find((action) => action === wanted);
  const dialogId = callAction && textIn(body, 'dialogId');
  const connection = connectionAt(RED, textIn(body, 'connection'));
  const client = await connection.client();
  const by = { kind: 'sidebar', user } as const;
  if (agentAction !== undefined) {
    const objection = objectionTo(agentAction, { client, connection, agentId });
    const reason = optionalTextIn(body, 'reason');
    const command = commandWithReason(agentAction);
    if (command === undefined || reason === undefined) {
      await client.command(agentAction, { agentId }, { objection, by });
    } else {
      const options = { isPrivate: true, by };
      const reasonCode = await reasonFor(command, reason, { client, agentId, options });
      await client.command(command, { agentId, reasonCode }, { objection, by });
    }
  } else if (callAction !== undefined && dialogId !== undefined) {
    await client.command(callAction, { agentId, dialogId }, { by });
  } else {
    const choices = [...offeredAgentActions, ...offeredCallActions].join(', ');
    throw new RouteError(400, refuse('mustBeOneOf', { name: 'command', choices }));
  }
}

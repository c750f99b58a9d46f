import type { NodeAPI } from 'node-red';
import { connectionAt, objectionTo, refuse, RouteError } from '../../../lib/nodered';
import { textIn } from './request-body';
import { offeredAgentActions, offeredCallActions } from './rows';

/**
 * Sends the command that a user has chosen in the sidebar, by the rules of the connection, and waits for its outcome.
 *
 * @throws {RouteError} 400 for rubbish, 404 where there is no such connection.
 * @throws {GcError} as GcClient.command
 */
export async function executeCommand(RED: NodeAPI, body: unknown): Promise<void> {
  const command = textIn(body, 'command');
  const agentId = textIn(body, 'agentId');
  const agentAction = offeredAgentActions.find((action) => action === command);
  const callAction = offeredCallActions.find((action) => action === command);
  const dialogId = callAction && textIn(body, 'dialogId');
  const connection = connectionAt(RED, textIn(body, 'connection'));
  const client = await connection.client();
  if (agentAction !== undefined) {
    const objection = objectionTo(agentAction, { client, connection, agentId });
    await client.command(agentAction, { agentId }, { objection });
  } else if (callAction !== undefined && dialogId !== undefined) {
    await client.command(callAction, { agentId, dialogId });
  } else {
    const choices = [...offeredAgentActions, ...offeredCallActions].join(', ');
    throw new RouteError(400, refuse('mustBeOneOf', { name: 'command', choices }));
  }
}

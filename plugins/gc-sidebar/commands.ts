import type { NodeAPI } from 'node-red';
import { connectionAt, objectionTo, RouteError } from '../../lib/nodered';
import { agentActions, callActions } from './rows';

/**
 * Has an agent do what a user asks for, by the rules of the connection, and waits for what becomes of it.
 *
 * @throws {RouteError} 400 for rubbish, 404 where there is no such connection.
 * @throws {GcError} as GcClient.command
 */
export async function carryOut(RED: NodeAPI, body: unknown): Promise<void> {
  const command = textIn(body, 'command');
  const agentId = textIn(body, 'agentId');
  const agentAction = agentActions.find((action) => action === command);
  const callAction = callActions.find((action) => action === command);
  const dialogId = callAction && textIn(body, 'dialogId');
  const connection = connectionAt(RED, textIn(body, 'connection'));
  const client = await connection.client();
  if (agentAction !== undefined) {
    const objection = objectionTo(agentAction, { client, connection, agentId });
    await client.command(agentAction, { agentId }, { objection });
  } else if (callAction !== undefined && dialogId !== undefined) {
    await client.command(callAction, { agentId, dialogId });
  } else {
    throw new RouteError(400, `"command" must be one of: ${[...agentActions, ...callActions].join(', ')}.`);
  }
}

function textIn(body: unknown, name: string): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
  if (typeof value !== 'string' || value === '') {
    throw new RouteError(400, `"${name}" is missing: the body must be JSON with it as a text.`);
  }
  return value;
}

import type { NodeMessage } from 'node-red';
import type { Outcome } from '../../client';
import type { ParameterValue } from '../../protocol';
import type { SharedConnection } from '../connection/shared-connection';
import { keepTicket } from '../work/message-ticket';
import { plainCopy } from './plain-copy';

/**
 * The same message with the event that confirmed its command as payload, and what became of the command. What was looked
 * up in a phonebook is there to be dialled, so it is never concealed.
 */
export function withOutcome<Message extends NodeMessage & { gc?: unknown }>(
  message: Message,
  outcome: Outcome,
  agentId: ParameterValue | undefined,
  connection: Pick<SharedConnection, 'shown'>,
): Message {
  const isLookUp = outcome.event?.type === 'PhonebookContacts';
  const { event, ...told } = isLookUp ? outcome : connection.shown(outcome);
  // A copy: the client goes on working with what it knows of the call.
  if (event !== undefined) {
    message.payload = plainCopy(event);
  }
  message.gc = keepTicket(message, agentId === undefined ? told : { ...told, agentId: String(agentId) });
  return message;
}

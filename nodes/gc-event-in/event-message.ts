import type { Receipt } from '../../lib/client';
import { findUserMessage, type GcEvent } from '../../lib/protocol';
import type { GcMessage } from '../../lib/nodered';

/**
 * The message for an event: `agentId` and `dialogId` stand at the top, so that a command node needs nothing in
 * between. `message` is what the specification tells the agent.
 */
export function eventMessage(event: GcEvent, { format, receivedAt, raw }: Receipt): GcMessage {
  const agentId = 'agentId' in event ? event.agentId : undefined;
  const dialogId = 'dialogId' in event ? event.dialogId : undefined;
  const stateOrCode = stateOf(event);
  const message = stateOrCode === undefined ? undefined : findUserMessage(event.type, stateOrCode);
  return {
    topic: [agentId, event.type, stateOrCode].filter((part) => part !== undefined).join('/'),
    payload: event,
    ...(agentId === undefined ? {} : { agentId }),
    ...(dialogId === undefined ? {} : { dialogId }),
    gc: { format, receivedAt, ...(message === undefined ? {} : { message }), raw },
  };
}

function stateOf(event: GcEvent): string | undefined {
  if (event.type === 'System') {
    return event.status;
  }
  if (event.type === 'Error') {
    return event.code;
  }
  return 'state' in event ? event.state : undefined;
}

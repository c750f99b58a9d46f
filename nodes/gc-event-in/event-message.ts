import type { Health } from '../../lib/client';
import { plainCopy, type AnyEvent, type GcMessage } from '../../lib/nodered';
import { findUserMessage } from '../../lib/protocol';

/** How an event came: what its receipt says, or that it was known when the node started. */
interface How {
  readonly receivedAt: number;
  readonly raw?: string;
}

/**
 * The message for an event: `agentId` and `dialogId` stand at the top, so that a command node needs nothing in
 * between. `message` is what the specification tells the agent.
 */
export function eventMessage(event: AnyEvent, how: How): GcMessage {
  const { agentId, dialogId } = event as { agentId?: string; dialogId?: string };
  const stateOrCode = stateOf(event);
  const gc: How & { message?: string } = { ...how };
  const message: GcMessage = {
    topic: topicOf(event.type, agentId, stateOrCode),
    payload: plainCopy(event),
    gc,
  };
  if (agentId !== undefined) {
    message.agentId = agentId;
  }
  if (dialogId !== undefined) {
    message.dialogId = dialogId;
  }
  const words = stateOrCode === undefined ? undefined : findUserMessage(event.type, stateOrCode);
  if (words !== undefined) {
    gc.message = words;
  }
  return message;
}

/** The message for a change of the connection itself. */
export function healthMessage({ broker, gc }: Pick<Health, 'broker' | 'gc'>, how: How): GcMessage {
  return {
    topic: `Health/${broker.condition}/${gc.condition}`,
    payload: plainCopy({ type: 'Health', broker, gc }),
    gc: how,
  };
}

/** What the event does not have is left out. */
function topicOf(type: string, agentId: string | undefined, stateOrCode: string | undefined): string {
  const about = agentId === undefined ? type : `${agentId}/${type}`;
  return stateOrCode === undefined ? about : `${about}/${stateOrCode}`;
}

function stateOf(event: AnyEvent): string | undefined {
  if (event.type === 'System') {
    return event.status;
  }
  if (event.type === 'Error') {
    return event.code;
  }
  return 'state' in event ? event.state : undefined;
}

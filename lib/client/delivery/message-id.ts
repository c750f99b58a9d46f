import type { IncomingMessage } from '../../stomp';

/** A message without an id cannot be known again. */
export type MessageId = string | symbol;

export function idOf(message: IncomingMessage): MessageId {
  try {
    return message.id ?? Symbol('a message without an id');
  } catch {
    return Symbol('a message that cannot be read');
  }
}

/** The broker's id; undefined where there is none. */
export function messageIdOf(id: MessageId): string | undefined {
  return typeof id === 'string' ? id : undefined;
}

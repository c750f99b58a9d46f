import type { PublishedEvent } from './engine';

/** Something on its way from GC to the broker. */
export interface OutgoingEvent {
  readonly destination: string;
  readonly body: string;
  /** The JMS type. */
  readonly type?: string;
  /** What the body says; undefined where it is rubbish. */
  readonly event: PublishedEvent | undefined;
}

/** The agent it is about. */
export function agentIdOf({ event }: OutgoingEvent): string | undefined {
  return event !== undefined && 'agentId' in event ? event.agentId : undefined;
}

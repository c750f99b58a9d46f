import type { EventType, GcEvent } from '../catalogue/events';

/** Events about a call that can name its type. */
const ofCalls: readonly GcEvent['type'][] = [
  'InboundCall',
  'ConsultCall',
  'DialogStatus',
] satisfies EventType[];

/** No type of a call is longer. */
const longest = 60;

/**
 * The call type that GC has put into the JMS type of a message, where the event itself names none. A JMS type that is
 * the event's own word, or a command (`GetState#1081`), is no call type.
 * Source: O-024, "with states and call type in JMS type"; of all other messages, the JMS type is "Nil".
 */
export function callTypeOf(event: GcEvent, jmsType: string): { callType?: string } {
  const callType = jmsType.trim();
  const isNone = ['', 'nil', 'null', event.type.toLowerCase()].includes(callType.toLowerCase());
  const isCallType = !isNone && callType.length <= longest && !callType.includes('#');
  return isCallType && ofCalls.includes(event.type) && !('callType' in event) ? { callType } : {};
}

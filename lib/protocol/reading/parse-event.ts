import { events, type EventOf, type GcEvent } from '../catalogue/events';
import { isAgentStateJson, namesAgentState } from './agent-state-body';
import { startsWithDigit, trim } from './characters';
import { callTypeOf } from './jms-type';
import { Notes } from './notes';
import { readJson } from './read-json';
import { readLine } from './lines/read-line';

/** What came with a message besides its body. */
export interface MessageContext {
  /** JMS type of the message; GC may put the call type there. */
  readonly jmsType?: string | undefined;
}

/**
 * Reads what GC published, in JSON or text, into one and the same object. Never throws: what cannot be read comes back
 * as `{ type: 'Unknown', reason, raw }`, without its text where an agent's password may be in it.
 */
export function parseEvent(body: string, { jmsType }: MessageContext = {}): GcEvent {
  const text = trim(body);
  if (text === '') {
    return unknown('the message is empty', body);
  }
  const event = formatOf(text) === 'json' ? readJson(text, new Notes()) : readLine(text, new Notes());
  if (typeof event === 'string') {
    return unknown(event, body);
  }
  if (event.type === 'AgentState') {
    return withoutPassword(event);
  }
  return jmsType === undefined ? event : { ...event, ...callTypeOf(event, jmsType) };
}

/** What one GC tells the other has a password in it, by whatever name: only known attributes stay. */
function withoutPassword(event: EventOf<'AgentState'>): GcEvent {
  const known = ['type', 'truncated', ...Object.keys(events.AgentState.attributes)];
  return Object.fromEntries(
    Object.entries(event).filter(([name]) => known.includes(name)),
  ) as EventOf<'AgentState'>;
}

/** How JSON begins that can be an event or a list; an agent may have a bracket in front as well. */
const jsonStart = /^\s*(?:\{|\[\s*[[{\]])/;

/** The format of a message's body. */
export function formatOf(body: string): 'json' | 'text' {
  if (body.startsWith('{')) {
    return 'json';
  }
  return !startsWithDigit(body) && jsonStart.test(body) ? 'json' : 'text';
}

function unknown(reason: string, body: string): GcEvent {
  return { type: 'Unknown', reason, raw: isAgentState(body) ? '' : body };
}

/** Whether a body that could not be read is what one GC tells the other, in a spelling of its own. */
function isAgentState(body: string): boolean {
  return formatOf(trim(body)) === 'json' ? isAgentStateJson(body) : namesAgentState(body);
}

import type { TraceEntry, TraceHeader } from '../../../../lib/trace';

export const recordedAt = Date.parse('2026-11-29T10:00:00.000Z');
const broker = '127.0.0.1:61613';

export const header: TraceHeader = {
  kind: 'trace',
  version: 1,
  at: timeAt(0),
  standIns: false,
  destination: 'recorded',
  commandQueue: 'Connector1',
  package: '0.1.0',
};

/** Milliseconds since the recording began. */
export function timeAt(ms: number): string {
  return new Date(recordedAt + ms).toISOString();
}

export function event(ms: number, body: string, jmsType?: string): TraceEntry {
  return { kind: 'event', at: timeAt(ms), body, broker, ...(jmsType !== undefined && { jmsType }) };
}

/** `type`: the JMS type. */
export function command(ms: number, id: number, type: string, body = ''): TraceEntry {
  const [name = ''] = type.split('#');
  return { kind: 'command', at: timeAt(ms), id, name, body, jmsType: type, broker };
}

export function outcome(ms: number, id: number, result = 'confirmed'): TraceEntry {
  return { kind: 'outcome', at: timeAt(ms), id, name: 'any', outcome: result, tookMs: 1 };
}

export function health(ms: number, state: string, gc = 'unknown'): TraceEntry {
  return { kind: 'health', at: timeAt(ms), broker: state, gc, reason: 'None.' };
}

/** The lines of a trace, the header first. */
export function traceOf(...entries: readonly TraceEntry[]): string[] {
  return [header, ...entries].map((entry) => JSON.stringify(entry));
}

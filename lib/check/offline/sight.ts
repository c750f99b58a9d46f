import type { GcEvent } from '../../protocol';
import type { TraceEntry, TraceHeader } from '../../trace';
import { shortened } from '../shortened';
import type { TracedAgents } from './traced-agents';
import type { TracedRequest } from './traced-requests';

/** A line of a trace, with what was known when it came. */
export interface Sight {
  readonly line: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly entry: TraceEntry;
  /** Of the trace that the line belongs to. */
  readonly header: TraceHeader | undefined;
  /** What an event says; undefined for other entries. */
  readonly event?: GcEvent | undefined;
  /** The content of an event in JSON; undefined for text, and for what is no JSON. */
  readonly json?: unknown;
  /** The agents, as they were before this line. */
  readonly agents: TracedAgents;
  /** Commands that have no outcome yet and that an event can belong to, oldest first. */
  readonly underWay: readonly TracedRequest[];
  /** For a command: what was sent. */
  readonly sent?: TracedRequest | undefined;
  /** For an outcome: the command that ended, where the trace has it. */
  readonly ended?: TracedRequest | undefined;
}

/** A part of the check: it looks at each line in turn, and keeps only so much. */
export interface Watcher {
  take(sight: Sight): void;
}

/** What a line has, as a report shows it. */
export function textOf(entry: TraceEntry): string {
  switch (entry.kind) {
    case 'event':
      return shortened(entry.body);
    case 'command':
      return shortened(`${entry.jmsType ?? entry.name} ${entry.body}`);
    case 'outcome':
      return shortened(`${entry.name}: ${entry.outcome}`);
    case 'health':
      return shortened(`broker ${entry.broker}, GC ${entry.gc}`);
    case 'gap':
      return `${entry.entries} entries are missing`;
  }
}

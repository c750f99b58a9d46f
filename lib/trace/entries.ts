/**
 * A trace is JSON Lines: a {@link TraceHeader}, then one {@link TraceEntry} for each line. All times (`at`) are as in
 * `2026-11-29T10:00:00.000Z`. No password, key or token is ever in one.
 */
export const traceVersion = 1;

/** The first line. */
export interface TraceHeader {
  readonly kind: 'trace';
  readonly version: typeof traceVersion;
  /** When it began. */
  readonly at: string;
  /** Whether telephone numbers, names and call variables are replaced by stand-ins of the same shape. */
  readonly standIns: boolean;
  readonly destination: string;
  readonly commandQueue: string;
  /** Version of this package. */
  readonly package: string;
  /** In a file of a longer recording: how many entries of it came before this line, in files before this one. */
  readonly entriesBefore?: number;
}

export type TraceEntry = TracedEvent | TracedCommand | TracedOutcome | TracedHealth | TracedGap;

/** What GC has published. */
export interface TracedEvent {
  readonly kind: 'event';
  readonly at: string;
  readonly body: string;
  /** Characters that the body had, where it was too long for a line of a trace and its end is missing. */
  readonly cutFrom?: number;
  readonly jmsType?: string;
  /** `host:port` */
  readonly broker: string;
  /** From a queue of the broker, which may be later than the topic, and again; absent: from the topic. */
  readonly from?: 'queue';
  /** Those that matter: `message-id`, `timestamp`, `redelivered`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What went to GC. */
export interface TracedCommand {
  readonly kind: 'command';
  readonly at: string;
  /** Counts the commands of a trace from 1. */
  readonly id: number;
  readonly name: string;
  readonly body: string;
  /** Characters that the body had, where it was too long for a line of a trace and its end is missing. */
  readonly cutFrom?: number;
  readonly jmsType?: string;
  /** `host:port` */
  readonly broker: string;
  /** Those that matter: `expires`, `priority`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What became of a command. */
export interface TracedOutcome {
  readonly kind: 'outcome';
  readonly at: string;
  /** That of the {@link TracedCommand}; absent for one that never went out. */
  readonly id?: number;
  readonly name: string;
  readonly agentId?: string;
  /** `confirmed`, `sent`, or the code of the error, as `GC_TIMEOUT`. */
  readonly outcome: string;
  /** Since it was asked for, in milliseconds. */
  readonly tookMs: number;
}

/** The broker or GC came or went. */
export interface TracedHealth {
  readonly kind: 'health';
  readonly at: string;
  /** As in the health of the client: `connected`, `in-service`, … */
  readonly broker: string;
  readonly gc: string;
  readonly reason: string;
}

/** Entries that had to make room for later ones. */
export interface TracedGap {
  readonly kind: 'gap';
  readonly at: string;
  readonly entries: number;
}

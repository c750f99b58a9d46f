import { findError, type CommandName, type GcEvent } from '../../protocol';
import { isHeartbeat } from '../commands/command-kinds';
import type { Outcome } from '../commands/outcome';

/** What has happened since the client was made. Heartbeats are not counted. */
export interface Counters {
  /** Sessions with a broker. */
  readonly connects: number;
  /** Those of them that came after another one. */
  readonly reconnects: number;
  /** Commands that have ended, by outcome (`confirmed`, `sent`, `dry-run`) or error code; codes no table knows as `other`. */
  readonly commands: Readonly<Record<string, number>>;
  /** Commands that have no outcome yet. */
  readonly waitingCommands: number;
  /** Events that GC has published while the client was there, by type. */
  readonly events: Readonly<Record<string, number>>;
  /** Events that came for a command after its time limit. */
  readonly lateEvents: number;
  /** Events that the queue brought again although listeners had taken them; they were not told again. */
  readonly duplicateEvents: number;
  /** Events found by asking, because they were missed. */
  readonly recoveredEvents: number;
  /** Events of the queue that could not be handled and were put aside. */
  readonly rejectedEvents: number;
  /** Messages of GC of which at least a part could not be read. */
  readonly unreadMessages: number;
  /** How long GC took to confirm commands. */
  readonly latency: LatencyHistogram;
}

export interface LatencyHistogram {
  /** How many commands took at most `latencyBucketsMs` of the same index; the last one counts the slower ones. */
  readonly counts: readonly number[];
  readonly sumMs: number;
}

/** Upper bounds of the histogram's buckets, in milliseconds. */
export const latencyBucketsMs = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000] as const;

type Occurrence = 'lateEvents' | 'duplicateEvents' | 'recoveredEvents' | 'rejectedEvents';

/** Counts as it happens; costs next to nothing. */
export class Counting {
  readonly #times: Record<Occurrence, number> = {
    lateEvents: 0,
    duplicateEvents: 0,
    recoveredEvents: 0,
    rejectedEvents: 0,
  };
  readonly #commands = new Map<string, number>();
  readonly #events = new Map<string, number>();
  readonly #latency = Array.from({ length: latencyBucketsMs.length + 1 }, () => 0);
  #latencySumMs = 0;

  count(what: Occurrence): void {
    this.#times[what] += 1;
  }

  event({ type }: GcEvent): void {
    add(this.#events, type);
  }

  outcome({ command, outcome, latencyMs }: Outcome): void {
    if (isHeartbeat(command)) {
      return;
    }
    add(this.#commands, outcome);
    if (outcome === 'confirmed') {
      const bucket = latencyBucketsMs.findIndex((bound) => latencyMs <= bound);
      const index = bucket < 0 ? latencyBucketsMs.length : bucket;
      this.#latency[index] = (this.#latency[index] ?? 0) + 1;
      this.#latencySumMs += latencyMs;
    }
  }

  failure(command: CommandName, code: string): void {
    if (!isHeartbeat(command)) {
      add(this.#commands, findError(code) === undefined ? 'other' : code);
    }
  }

  /** Together with what others have counted. */
  read(others: Pick<Counters, 'connects' | 'reconnects' | 'waitingCommands' | 'unreadMessages'>): Counters {
    return {
      ...others,
      ...this.#times,
      commands: Object.fromEntries(this.#commands),
      events: Object.fromEntries(this.#events),
      latency: { counts: [...this.#latency], sumMs: this.#latencySumMs },
    };
  }
}

function add(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

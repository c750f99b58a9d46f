import { lineOf, timeOf } from '../../trace';
import type { ActiveRecording, EndOfRecording } from './active-recording';

/** What a client is told by GC, and tells it, since this was started. */
export interface Recording {
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  /** Bytes of its lines, at most. */
  readonly bytes: number;
  readonly entries: number;
  /** How many entries had to make room for later ones. */
  readonly dropped: number;
  /** Why it has ended; absent while it runs. */
  readonly ended?: EndOfRecording | undefined;
  /** When it ended, in milliseconds since 1970; absent while it runs. */
  readonly endedAt?: number | undefined;
  /** Resolves with the reason when the recording has ended. Never rejects. */
  readonly finished: Promise<EndOfRecording>;
  /** Nothing is recorded any more; what there is stays. */
  stop(): void;
  /**
   * The lines of the trace as it is now, each a text of JSON without the end of the line, the header first. A long one
   * takes time: about a second for 10 MB, line by line.
   */
  lines(): Iterable<string>;
}

/** A recording in memory. */
export class MemoryRecording implements Recording {
  constructor(private readonly active: ActiveRecording) {}

  get startedAt(): number {
    return this.active.startedAt;
  }

  get bytes(): number {
    this.#dropOld();
    return this.active.header.length + 1 + this.active.buffer.bytes;
  }

  get entries(): number {
    this.#dropOld();
    return this.active.buffer.size;
  }

  get dropped(): number {
    this.#dropOld();
    return this.active.buffer.dropped;
  }

  get ended(): EndOfRecording | undefined {
    return this.active.ended;
  }

  get endedAt(): number | undefined {
    return this.active.endedAt;
  }

  get finished(): Promise<EndOfRecording> {
    return this.active.finished;
  }

  stop(): void {
    this.active.end('stopped');
  }

  *lines(): Iterable<string> {
    this.#dropOld();
    const { header, buffer, redactor } = this.active;
    const gap = gapIn(buffer);
    const entries = buffer.all();
    yield header;
    if (gap !== undefined) {
      yield gap;
    }
    for (const entry of entries) {
      yield entry.line(redactor);
    }
  }

  /** Time passes without entries, too, but not for a recording that is over. */
  #dropOld(): void {
    if (this.active.ended === undefined) {
      this.active.buffer.dropOld(Date.now());
    }
  }
}

/** The line that says how many entries are missing, beyond those of which it was said before; undefined: none. */
export function gapIn(
  { dropped, lastDroppedAt }: ActiveRecording['buffer'],
  saidBefore = 0,
): string | undefined {
  const entries = dropped - saidBefore;
  return entries === 0 ? undefined : lineOf({ kind: 'gap', at: timeOf(lastDroppedAt), entries });
}

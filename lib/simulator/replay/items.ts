import type { DecodedCommand, GcEvent } from '../../protocol';

interface Entry {
  readonly line: number;
  /** Milliseconds since 1970; never before that of the entry in front. */
  readonly at: number;
}

/** Something that GC has published. */
export interface ReplayEvent extends Entry {
  readonly kind: 'event';
  readonly body: string;
  readonly jmsType: string | undefined;
  readonly type: GcEvent['type'];
  /** The agent it is about, where it says so. */
  readonly agentId: string | undefined;
}

/** Whether GC is in service, as it has said by itself or as the answer to a heartbeat. */
export interface ReplaySystem extends Entry {
  readonly kind: 'system';
  readonly body: string;
  readonly status: string;
  readonly answersHeartbeat: boolean;
}

/** A command about an agent. */
export interface ReplayCommand extends Entry {
  readonly kind: 'command';
  readonly command: DecodedCommand;
  readonly agentId: string;
  readonly body: string;
  /** What GC said between the command and its outcome; empty once the answer has begun. */
  readonly answer: ReplayEvent[];
  /** What the outcome was; undefined: not read yet. */
  outcome?: string;
  /** It has come in the replay. */
  isPlayed?: true;
  /** The trace has gone on without it. */
  isPassed?: true;
  /** When its answer began, by the clock of the replay. */
  startedAt?: number;
}

/** Hello or Beat. */
export interface ReplayHeartbeat extends Entry {
  readonly kind: 'heartbeat';
  isUnanswered?: true;
}

/** How the client found the broker and GC. */
export interface ReplayHealth extends Entry {
  readonly kind: 'health';
  readonly broker: string;
  readonly gc: string;
}

/** Entries that the trace lacks. */
export interface ReplayGap extends Entry {
  readonly kind: 'gap';
  readonly entries: number;
}

/** What is played when its time has come. */
export type ReplayItem =
  ReplayEvent | ReplaySystem | ReplayCommand | ReplayHeartbeat | ReplayHealth | ReplayGap;

/** Outcomes that the client gives to a command without a word of GC, except where a call has failed. */
const own = /^(?:sent|dry-run|GC_(?!CALL_FAILED$).*)$/;

/** Whether GC has answered the command, as far as is known. */
export function isAnswered({ outcome }: ReplayCommand): boolean {
  return outcome === undefined || !own.test(outcome);
}

import type { CommandEnded, DerivedEvent, GcEvent } from '../../protocol';

/** Any event that a listener can be given. */
export type AnyEvent = GcEvent | DerivedEvent | CommandEnded;

/** One try of a listener's work on an event. */
export interface WorkTry {
  /** The first is 1. One that was interrupted does not count. */
  readonly number: number;
  /** The event may have been worked on before: by this client, or by another one that has gone. */
  readonly redelivered: boolean;
  /** The broker's id of the message, the same whenever it comes again; absent for an event that no message brought. */
  readonly messageId?: string | undefined;
  /** Aborts when the end of this try no longer counts: the next one begins, the event is given up, or the client closed. */
  readonly signal: AbortSignal;
  /** Calls back once, at the same time as the signal; for whoever has many tries, as it costs less. */
  onOver(callback: () => void): void;
}

/**
 * How a try ended: the work is `done`; is to be tried `again` later, after a pause that grows with each try if none is
 * given; was `interrupted`, so that it is tried again at once and this try does not count; or the event is to be put
 * aside.
 */
export type WorkEnd =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'again';
      readonly reason: string;
      /** From 0 to a week; any other counts as none. */
      readonly pauseMs?: number | undefined;
    }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'put-aside'; readonly reason: string };

/**
 * What a listener returns, itself or in a promise, for an event that it has not done with by then. With queue delivery
 * the event is acknowledged once the work is done; the next work of the same agent waits for it, that of others goes on.
 *
 * @example
 * gc.on('event', (event) => new Work(async () => { await database.write(event); }));
 */
export class Work {
  /**
   * `run` does the work: it is done when the promise resolves with nothing, is tried again when it rejects. `ready`
   * resolves when the work can begin; the time limit of a try counts from then. Where it rejects, that try has failed.
   */
  constructor(
    readonly run: (attempt: WorkTry) => Promise<WorkEnd | undefined>,
    readonly ready?: () => Promise<void>,
  ) {}
}

/** The work of a listener, and the event that it is about. */
export interface Job {
  readonly event: AnyEvent;
  readonly work: Work;
}

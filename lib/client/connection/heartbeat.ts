import type { CommandOptions } from '../commands/outcome';
import { checkNumber, defaultHeartbeatMs, defaultTimeoutMs, timeFrom } from '../configuration';
import type { GcClientOptions } from '../options';

export interface HeartbeatOptions {
  /** How often GC is asked, in milliseconds. */
  readonly intervalMs: number;
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How many unanswered heartbeats in a row mean that GC is not there. */
  readonly missedBeats: number;
}

/** Who is asked, and who is told. */
interface HeartbeatPartners {
  /** Sends the heartbeat; rejects when it is not answered. */
  send(name: 'Hello' | 'Beat', options: CommandOptions): Promise<unknown>;
  someAgentIsLoggedIn(): boolean;
  /** Told with every heartbeat from the one on that makes too many. */
  onSilent(missed: number): void;
}

/**
 * GC's own heartbeat: Hello until an agent is logged in, then Beat; Hello again after one that was not answered, for
 * there may be another GC now. One that is not answered is repeated at once, until there are too many.
 */
export class Heartbeat {
  #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: HeartbeatOptions,
    private readonly partners: HeartbeatPartners,
  ) {}

  /** Says Hello now, and goes on until it is stopped. */
  start(): void {
    this.stop();
    this.#stopping = new AbortController();
    this.#beat('Hello', 0, this.#stopping.signal);
  }

  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#timer);
  }

  #beat(name: 'Hello' | 'Beat', missed: number, signal: AbortSignal): void {
    const { timeoutMs, intervalMs } = this.options;
    const limitMs = Math.min(timeoutMs, intervalMs);
    this.partners.send(name, { timeoutMs: limitMs, signal }).then(
      () => {
        this.#goOn(0, intervalMs, signal);
      },
      () => {
        this.#miss(missed + 1, limitMs, signal);
      },
    );
  }

  #miss(missed: number, limitMs: number, signal: AbortSignal): void {
    const isSilent = missed >= this.options.missedBeats;
    if (isSilent && !signal.aborted) {
      this.partners.onSilent(missed);
    }
    this.#goOn(missed, isSilent ? this.options.intervalMs : limitMs, signal);
  }

  #goOn(missed: number, pauseMs: number, signal: AbortSignal): void {
    if (!signal.aborted) {
      this.#timer = setTimeout(() => {
        const isKnownHere = missed === 0 && this.partners.someAgentIsLoggedIn();
        this.#beat(isKnownHere ? 'Beat' : 'Hello', missed, signal);
      }, pauseMs);
    }
  }
}

/** @throws {GcError} GC_INVALID_CONFIGURATION */
export function heartbeatOptions({
  heartbeatMs = defaultHeartbeatMs,
  timeoutMs = defaultTimeoutMs,
  missedBeats = 2,
}: GcClientOptions): HeartbeatOptions {
  return {
    intervalMs: checkNumber('the interval of the heartbeat (heartbeatMs)', heartbeatMs, timeFrom(1)),
    timeoutMs: checkNumber('the time limit (timeoutMs)', timeoutMs, timeFrom(1)),
    missedBeats: checkNumber('the number of missed heartbeats (missedBeats)', missedBeats, {
      least: 1,
      most: 1000,
      whole: true,
    }),
  };
}

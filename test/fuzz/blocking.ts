import type { FuzzTarget, Input } from './target';

const bytesPerMb = 1e6;
const msPerMb = 200;
/** What anything may take, however small: the collector of garbage may come in between. */
const leastMs = 20;
/** The fastest of so many counts, where the first took too long: a compiler or a collector was at work. */
const attempts = 5;
/** Below this, milliseconds per MB tell nothing. */
const leastBytes = 100_000;

/**
 * How long inputs block the event loop. It is at most the time of the processor that a turn of the loop takes, which,
 * unlike the time on the clock, does not depend on what else the machine does.
 */
export class Blocking {
  #longestMs = 0;
  #mostMsPerMb = 0;

  /**
   * Gives the target the input; returns what became of it.
   *
   * @throws when the input blocks the event loop for too long, and what the target throws.
   */
  async measure(target: FuzzTarget, input: Input): Promise<string> {
    const bytes = Buffer.byteLength(input);
    const allowedMs = Math.max(leastMs, (bytes / bytesPerMb) * msPerMb);
    const first = await timed(target, input);
    let { ms } = first;
    for (let again = 1; again < attempts && ms > allowedMs; again += 1) {
      ms = Math.min(ms, (await timed(target, input)).ms);
    }
    if (ms > allowedMs) {
      throw new Error(
        `It blocks for ${ms.toFixed()} ms with ${bytes} bytes; ${allowedMs.toFixed()} ms are allowed.`,
      );
    }
    this.#longestMs = Math.max(this.#longestMs, ms);
    if (bytes >= leastBytes) {
      this.#mostMsPerMb = Math.max(this.#mostMsPerMb, (ms / bytes) * bytesPerMb);
    }
    return first.result;
  }

  toString(): string {
    return `at most ${this.#mostMsPerMb.toFixed()} ms per MB, ${this.#longestMs.toFixed()} ms for one input`;
  }
}

async function timed(target: FuzzTarget, input: Input): Promise<{ result: string; ms: number }> {
  const turns = new Turns();
  const ticking = setInterval(() => {
    turns.next();
  }, 1);
  try {
    const result = await target.run(input);
    turns.next();
    return { result, ms: turns.longestMs };
  } finally {
    clearInterval(ticking);
  }
}

/** The longest turn of the event loop: what takes many short ones does not block it. */
class Turns {
  longestMs = 0;
  #clock = performance.now();
  #processor = process.cpuUsage();

  next(): void {
    const { user, system } = process.cpuUsage(this.#processor);
    const ms = Math.min(performance.now() - this.#clock, (user + system) / 1000);
    this.longestMs = Math.max(this.longestMs, ms);
    this.#clock = performance.now();
    this.#processor = process.cpuUsage();
  }
}

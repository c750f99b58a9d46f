import type { CommandOptions, GcClient, Outcome } from '../../client';
import { forgetOldest } from '../../common/forget-oldest';
import { GcError, type CommandName, type CommandParameters } from '../../protocol';

/** What GC has answered; `cached`: when it was asked before. */
export interface Answer extends Outcome {
  readonly cached?: true;
}

/** Asks GC for what seldom changes, unless its answer is still known; `afresh`: asks in any case. */
export type Ask = <N extends CommandName>(
  name: N,
  parameters: CommandParameters<N>,
  afresh?: 'afresh',
) => Promise<Answer>;

interface KeptAnswer {
  /** By the clock that nobody sets. */
  readonly askedAt: number;
  readonly outcome: Promise<Outcome>;
}

/** More than these are not kept for a client; the oldest is forgotten then. */
const mostKept = 1000;

/** By client, so that nodes share them. */
const keptAnswers = new WeakMap<GcClient, Map<string, KeptAnswer>>();

/** Asks GC unless its answer is known and not older than this; those who ask meanwhile get the same answer. */
export async function askKept<N extends CommandName>(
  client: GcClient,
  name: N,
  parameters: CommandParameters<N>,
  keepMs: number,
  { signal, ...options }: CommandOptions,
): Promise<Answer> {
  const kept = keptAnswers.get(client) ?? new Map<string, KeptAnswer>();
  keptAnswers.set(client, kept);
  const question = JSON.stringify([name, parameters]);
  const known = kept.get(question);
  const isKnown = known !== undefined && performance.now() - known.askedAt < keepMs;
  // Whoever has asked may close while others wait: no signal ends the question itself.
  const outcome = isKnown ? known.outcome : client.command(name, parameters, options);
  if (!isKnown) {
    keep(kept, question, outcome);
  }
  const answer = await outcome;
  if (signal?.aborted) {
    throw new GcError('GC_CLOSED', { command: name });
  }
  return isKnown ? { ...answer, cached: true, latencyMs: 0 } : answer;
}

/** Only what GC has answered is worth keeping. */
function keep(kept: Map<string, KeptAnswer>, question: string, outcome: Promise<Outcome>): void {
  const answer = { askedAt: performance.now(), outcome };
  const forget = () => {
    if (kept.get(question) === answer) {
      kept.delete(question);
    }
  };
  kept.delete(question);
  kept.set(question, answer);
  forgetOldest(kept, mostKept);
  outcome.then(({ event }) => {
    if (event === undefined) {
      forget();
    }
  }, forget);
}

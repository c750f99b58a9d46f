import { setTimeout as pause } from 'node:timers/promises';
import { Backoff, type GcClient, type GivenAsker } from '../../client';
import { GcError } from '../../protocol';

/** Between attempts to ask, in milliseconds. */
const pauses = { minMs: 500, maxMs: 30_000 };
/** So often GC may be silent about an agent, although it can be reached. */
const mostSilences = 3;

/**
 * Asks GC for the state of an agent, which the client then knows: again and again while GC cannot be reached. Resolves
 * with whether GC has told it; with `stopped` after the signal.
 */
export async function askUntilTold(
  client: GcClient,
  agentId: string,
  signal: AbortSignal,
  by: GivenAsker,
): Promise<boolean | 'stopped'> {
  const backoff = new Backoff(pauses);
  let silences = 0;
  while (!signal.aborted) {
    try {
      await client.refresh(agentId, { signal, by, automatic: true });
      return true;
    } catch (error) {
      silences += error instanceof GcError && error.code === 'GC_TIMEOUT' ? 1 : 0;
      if (!signal.aborted && (silences === mostSilences || !isOutage(error))) {
        return false;
      }
    }
    await pause(backoff.next(), undefined, { signal }).catch(() => undefined);
  }
  return 'stopped';
}

/** Whether it is not GC that has refused to tell. */
function isOutage(error: unknown): boolean {
  return error instanceof GcError && error.origin === 'connector' && error.retryable;
}

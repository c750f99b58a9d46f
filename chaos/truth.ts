import type { GcClient } from '../lib/client';
import type { Simulator } from '../lib/simulator';
import { until } from '../test/support/wait';

/** An agent who could not be brought back at once is tried again after half a minute at the latest. */
const limitMs = 60_000;

/** Waits until the client knows what is true, without asking GC; returns what it does not know even then. */
export async function untilTrue(gc: Simulator, client: GcClient): Promise<string[]> {
  const differences = () => differencesBetween(gc, client);
  await until(() => differences().length === 0, { timeoutMs: limitMs }).catch(() => undefined);
  return differences();
}

function differencesBetween(gc: Simulator, client: GcClient): string[] {
  const known = new Map(client.snapshot().agents.map((agent) => [agent.agentId, agent]));
  return gc.truth.flatMap(({ agentId, calls, ...agent }) => {
    const isSo = describe(agent, calls);
    const told = describe(known.get(agentId) ?? { state: 'UNKNOWN' }, client.callsOf(agentId));
    return told === isSo ? [] : [`agent ${agentId} is "${isSo}", and "${told}" in the snapshot`];
  });
}

function describe(
  { state, reasonCode }: { readonly state: string; readonly reasonCode?: string | undefined },
  calls: readonly { readonly dialogId: string; readonly leg: string; readonly state: string }[],
): string {
  const all = calls.map(({ dialogId, leg, state }) => `${leg} call ${dialogId} ${state}`).sort();
  return [state, reasonCode, ...all].filter((part) => part !== undefined).join(' ');
}

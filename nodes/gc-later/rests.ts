import { askUntilTold, isWaitingMs, type HeldMessage, type HeldTask, type Leaving } from '../../lib/nodered';
import type { AgentSnapshot, GcClient, GivenAsker } from '../../lib/client';

/** A state with its reason. */
type State = Pick<AgentSnapshot, 'state' | 'reasonCode'>;

/** For whom a message is held, and how long; this is written down with it. */
export interface Rest extends HeldTask {
  readonly agentId: string;
  /** What must stay as it is; absent: nothing. */
  readonly began?: State;
}

/** A rest that begins now. */
export function newRest(client: GcClient, agentId: string, timeoutMs: number, inSameState: boolean): Rest {
  const { state, reasonCode } = client.agent(agentId);
  const began = { state, ...(reasonCode !== undefined && { reasonCode }) };
  return { agentId, timeoutMs, ...(inSameState && { began }) };
}

/** What was written down, unless it is no rest. */
export function restIn(written: unknown): Rest | undefined {
  const { agentId, timeoutMs, began } = Object(written) as Partial<Record<keyof Rest, unknown>>;
  const { state, reasonCode } = Object(began) as Partial<Record<keyof State, unknown>>;
  const isSound =
    typeof agentId === 'string' &&
    isWaitingMs(timeoutMs) &&
    (began === undefined ||
      (typeof state === 'string' && (reasonCode === undefined || typeof reasonCode === 'string')));
  return isSound ? (written as Rest) : undefined;
}

/**
 * Waits until a rest is over. A change of the state ends it at once; the reason is looked at when the time is up, since
 * it comes and goes while an agent is brought back after an outage. What was so before a restart, GC is asked, `by` the
 * node.
 */
export async function waitForEnd(
  { task: { agentId, began }, client, isOfEarlierClient, signal, until }: HeldMessage<Rest>,
  by: GivenAsker,
): Promise<Leaving | 'stopped'> {
  const hasLeft = ({ state }: State) =>
    began !== undefined && (state === 'UNKNOWN' ? !isOfEarlierClient : state !== began.state);
  const found = await until(() => [client.agent(agentId)].find(hasLeft));
  const isToBeAsked = found === 'time is up' && began !== undefined && isOfEarlierClient;
  const isTold =
    found === 'stopped' ? found : !isToBeAsked || (await askUntilTold(client, agentId, signal, by));
  if (isTold === 'stopped') {
    return isTold;
  }
  const agent = client.agent(agentId);
  const situation = { state: agent.state, agent };
  if (isTold && found === 'time is up' && (began === undefined || isSame(began, agent))) {
    return { output: 'first', outcome: 'time-is-up', situation };
  }
  const isKnown = isTold && agent.state !== 'UNKNOWN';
  return { output: 'second', outcome: isKnown ? 'state-changed' : 'state-unknown', situation };
}

function isSame(began: State, { state, reasonCode }: State): boolean {
  return state !== 'UNKNOWN' && state === began.state && reasonCode === began.reasonCode;
}

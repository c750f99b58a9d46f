import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { clientThatTries, tryBroker, tryGc } from '../../../check/live';
import type { BrokerAddress, GcClient, GcClientOptions } from '../../../client';
import type { ConnectionPlan } from '../../connection/settings/connection-plan';
import type { TestPlan } from './read-plan';
import type { BrokerResult, GcResult } from './report';

/**
 * A broker that is tried, by a client of its own on a destination of its own: what runs is not disturbed. At a site whose
 * Hello does not name the destination, GC cannot answer on such a one: it is asked on that of the connection, by a second
 * client that does nothing else.
 */
export interface Candidate {
  readonly client: GcClient;
  /** Whether it may get what only Node-RED knows. */
  readonly isDeployed: boolean;
  try(signal: AbortSignal): Promise<BrokerResult>;
  /** Whether GC answers, once the broker lets the client in. */
  askGc(signal: AbortSignal): Promise<GcResult>;
  close(): Promise<void>;
}

/** Nothing goes to a broker before it is tried. */
export function candidatesFor(
  options: GcClientOptions,
  { labels, deployed, tellsKept }: Pick<TestPlan, 'labels' | 'deployed' | 'tellsKept'>,
): Candidate[] {
  return options.brokers.map((address, index) => {
    const name = `${address.host}:${address.port}`;
    const label = labels[index] ?? name;
    const isDeployed = brokersOf(deployed).some((known) => isSame(known, address));
    const destination = options.destination || 'node-red';
    const clientOn = (topic: string) =>
      clientThatTries({ ...options, brokers: [address], destination: topic });
    const client = clientOn(`${destination}.test-${randomUUID().slice(0, 8)}`);
    const asker = options.helloArgument === undefined ? undefined : clientOn(destination);
    // A reason names the host, which may be the value of a variable.
    const namesHost = isDeployed || label === name;
    return {
      client,
      isDeployed,
      try: async (signal) => {
        if (tellsKept && !isDeployed) {
          return { broker: label, outcome: 'withheld' };
        }
        const { outcome, detail } = await tryBroker(label, client, signal);
        return { broker: label, outcome, ...(namesHost && detail !== undefined && { detail }) };
      },
      askGc: async (signal) => {
        const way = asker && (await tryBroker(label, asker, signal));
        const isOpen = way === undefined || way.outcome === 'well';
        const { outcome, detail } = isOpen ? await tryGc(asker ?? client, signal) : way;
        return { outcome, ...(namesHost && detail !== undefined && { detail }) };
      },
      close: async () => {
        await Promise.all([client.close(), asker?.close()]);
      },
    };
  });
}

function brokersOf(plan: ConnectionPlan | undefined): readonly BrokerAddress[] {
  return plan?.mode === 'gc' ? plan.client.brokers : [];
}

function isSame(one: BrokerAddress, other: BrokerAddress): boolean {
  const isThere = one.host.toLowerCase() === other.host.toLowerCase() && one.port === other.port;
  return isThere && isDeepStrictEqual(one.tls, other.tls);
}

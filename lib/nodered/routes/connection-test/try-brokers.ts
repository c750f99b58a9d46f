import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { clientThatTries, tryBroker } from '../../../check/live';
import type { BrokerAddress, GcClient, GcClientOptions } from '../../../client';
import type { ConnectionPlan } from '../../connection/connection-plan';
import type { TestPlan } from './read-plan';
import type { BrokerResult } from './report';

/** A broker that is tried, by a client of its own on a destination of its own: what runs is not disturbed. */
export interface Candidate {
  readonly client: GcClient;
  /** Whether it may get what only Node-RED knows. */
  readonly isDeployed: boolean;
  try(signal: AbortSignal): Promise<BrokerResult>;
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
    const destination = `${options.destination || 'node-red'}.test-${randomUUID().slice(0, 8)}`;
    const client = clientThatTries({ ...options, brokers: [address], destination, helloArgument: undefined });
    return {
      client,
      isDeployed,
      try: async (signal) => {
        if (tellsKept && !isDeployed) {
          return { broker: label, outcome: 'withheld' };
        }
        const result = await tryBroker(label, client, signal);
        // A reason names the host, which may be the value of a variable.
        return isDeployed || label === name ? result : { broker: label, outcome: result.outcome };
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

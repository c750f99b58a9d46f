import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { GcClient, type BrokerAddress, type GcClientOptions } from '../../../client';
import { GcError } from '../../../protocol';
import type { ConnectionPlan } from '../../connection/connection-plan';
import { inTime, limited } from './in-time';
import type { TestPlan } from './read-plan';
import type { BrokerResult, GcResult } from './report';

const connectMs = 4000;
/** For the login and the subscription behind it. */
const brokerMs = 5000;
const gcMs = 4000;

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
    const client = clientFor(options, address);
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

function clientFor(options: GcClientOptions, address: BrokerAddress): GcClient {
  return new GcClient({
    brokers: [address],
    user: options.user,
    password: options.password,
    passwordEncryption: options.passwordEncryption,
    commandQueue: options.commandQueue,
    destination: `${options.destination || 'node-red'}-test-${randomUUID().slice(0, 8)}`,
    stomp: { ...options.stomp, connectTimeoutMs: connectMs },
    timeoutMs: gcMs,
    heartbeatMs: gcMs,
    missedBeats: 1,
    recovery: { enabled: false },
  });
}

export async function tryBroker(
  broker: string,
  client: GcClient,
  signal: AbortSignal,
): Promise<BrokerResult> {
  try {
    const connected = client.connect().then(() => 'well' as const);
    return { broker, outcome: (await inTime(connected, limited(signal, brokerMs))) ?? 'late' };
  } catch (error) {
    const { condition, reason } = client.health.broker;
    const detail = error instanceof GcError ? reason : String(error);
    return { broker, outcome: condition === 'failed' ? 'refused' : 'unreachable', detail };
  }
}

/** Whether GC answers the heartbeat. */
export async function tryGc(client: GcClient, signal: AbortSignal): Promise<GcResult> {
  const gc = await inTime(answerOf(client), signal);
  if (gc === undefined) {
    return { outcome: 'late', detail: client.health.broker.reason };
  }
  switch (gc.condition) {
    case 'in-service':
      return { outcome: 'well' };
    case 'out-of-service':
      return { outcome: 'out-of-service', detail: gc.reason };
    default:
      return { outcome: 'silent', detail: gc.reason };
  }
}

/** The client tells it within its time limit, as long as it has a broker. */
function answerOf(client: GcClient): Promise<GcClient['health']['gc']> {
  return new Promise((resolve) => {
    const look = () => {
      if (client.health.gc.condition !== 'unknown') {
        resolve(client.health.gc);
      }
    };
    client.on('health', look);
    look();
  });
}

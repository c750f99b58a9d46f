import { randomUUID } from 'node:crypto';
import { GcClient, type GcClientOptions } from '../../client';
import { GcError } from '../../protocol';
import { inTime, limited } from './in-time';
import type { BrokerResult, GcResult } from './report';

const connectMs = 4000;
/** For the login and the subscription behind it. */
const brokerMs = 5000;
const gcMs = 4000;

/** A client of its own for each broker, on a destination of its own: what runs is not disturbed. */
export function clientsFor(
  options: GcClientOptions,
): { readonly broker: string; readonly client: GcClient }[] {
  return options.brokers.map((address) => ({
    broker: `${address.host}:${String(address.port)}`,
    client: new GcClient({
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
    }),
  }));
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

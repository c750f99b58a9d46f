import { randomUUID } from 'node:crypto';
import { GcClient, type GcClientOptions } from '../../client';
import { GcError } from '../../protocol';
import type { BrokerResult, GcResult } from './report';

/** With a broker 4 s and GC 4 s, a test that also logs an agent in and out stays below 15 s. */
const brokerMs = 4000;
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
      stomp: { ...options.stomp, connectTimeoutMs: brokerMs },
      timeoutMs: gcMs,
      heartbeatMs: gcMs,
      missedBeats: 1,
      recovery: { enabled: false },
    }),
  }));
}

export async function tryBroker(broker: string, client: GcClient): Promise<BrokerResult> {
  try {
    await client.connect();
    return { broker, outcome: 'well' };
  } catch (error) {
    const { condition, reason } = client.health.broker;
    const detail = error instanceof GcError ? reason : String(error);
    return { broker, outcome: condition === 'failed' ? 'refused' : 'unreachable', detail };
  }
}

/** Whether GC answers the heartbeat. */
export async function tryGc(client: GcClient, signal: AbortSignal): Promise<GcResult> {
  const gc = await answerOf(client, signal);
  const { condition, reason } = gc;
  switch (condition) {
    case 'in-service':
      return { outcome: 'well' };
    case 'out-of-service':
      return { outcome: 'out-of-service', detail: reason };
    default:
      return { outcome: 'silent', detail: reason };
  }
}

/** The client tells it within its time limit. */
function answerOf(client: GcClient, signal: AbortSignal): Promise<GcClient['health']['gc']> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (client.health.gc.condition !== 'unknown') {
        resolve(client.health.gc);
      }
    };
    client.on('health', look);
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
    look();
  });
}

import { GcClient, type GcClientOptions } from '../../client';
import { GcError } from '../../protocol';
import { inTime, limited } from './in-time';

/** For the login at the broker and the subscription behind it. */
const brokerMs = 5000;

/** How long a client that only tries may take, in milliseconds. */
export interface TryLimits {
  /** For TCP, TLS and the login together. */
  readonly connectMs: number;
  /** For the answer of GC to a heartbeat, and to any other command. */
  readonly gcMs: number;
}

export const quickLimits: TryLimits = { connectMs: 4000, gcMs: 4000 };

/** Whether a broker lets a client in. */
export interface BrokerResult {
  /** `host:port`, as they were typed. */
  readonly broker: string;
  readonly outcome: 'well' | 'refused' | 'unreachable' | 'late';
  /** In English, for whoever looks closer; never with a secret. */
  readonly detail?: string;
  /** The broker lets the client in, but not to what GC publishes for it: why. */
  readonly topicRefusal?: string;
}

/** Whether GC answers behind a broker. */
export interface GcResult {
  readonly outcome: 'well' | 'silent' | 'out-of-service' | 'late';
  readonly detail?: string;
}

/** A client that says Hello once, and brings no agent back after an outage. */
export function clientThatTries(
  options: GcClientOptions,
  { connectMs, gcMs }: TryLimits = quickLimits,
): GcClient {
  const { brokers, user, password, passwordEncryption, commandQueue, destination, helloArgument, privacy } =
    options;
  return new GcClient({
    brokers,
    user,
    password,
    passwordEncryption,
    commandQueue,
    destination,
    helloArgument,
    privacy,
    stomp: { ...options.stomp, connectTimeoutMs: connectMs },
    timeoutMs: gcMs,
    heartbeatMs: gcMs,
    missedBeats: 1,
    recovery: { enabled: false },
  });
}

/** Lets a client connect to its one broker. `broker`: what the result calls it. */
export async function tryBroker(
  broker: string,
  client: GcClient,
  signal: AbortSignal,
  limitMs = brokerMs,
): Promise<BrokerResult> {
  try {
    const connected = client.connect().then(() => client.health.gc);
    const gc = await limited(signal, limitMs, (either) => inTime(connected, either));
    // GC was not asked yet: only a topic that is refused makes it silent now.
    const topicRefusal = gc?.condition === 'silent' ? gc.reason : undefined;
    return { broker, outcome: gc === undefined ? 'late' : 'well', ...(topicRefusal && { topicRefusal }) };
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
        client.off('health', look);
        resolve(client.health.gc);
      }
    };
    client.on('health', look);
    look();
  });
}

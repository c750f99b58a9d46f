import { checkNumber, invalidOption, longestMs } from '../configuration';
import { sayOfOption } from '../phrases';

/** Listeners get what GC publishes while the client is there. */
export interface TopicDelivery {
  readonly kind: 'topic';
}

/**
 * Listeners get their events from a queue of the broker, which keeps them while the client is away: each one in order,
 * one after the other, and acknowledged when all listeners have taken it, and have done the work on it. For this the client's destination must be
 * a virtual topic of ActiveMQ: its name begins with `VirtualTopic.`; GC publishes there as on any other.
 *
 * - **What is live stays live.** Agents, calls, health and the outcomes of commands follow the topic, which the client
 *   reads besides. Events that waited in the queue are old news: they are told to the listeners and to nobody else, so
 *   the snapshot is right from the start, and may be ahead of the event a listener is just being told. Look at
 *   `Receipt.publishedAt` before acting on an event, e.g. before answering a call that rang minutes ago.
 * - **Attach the listeners before `connect()`.** An event for which there is no listener counts as taken.
 * - **A listener that fails** (throws or rejects) is given the event again, after 0.1, 0.2, 0.4 … seconds, while the
 *   events behind it wait. When `maxRedeliveries` have not helped, the broker puts the event into its dead letter
 *   queue (ActiveMQ.DLQ; there it keeps persistent messages only) and `warning` tells so, with GC_EVENT_NOT_TAKEN. A
 *   promise that never settles holds up the queue for ever.
 * - **A listener that returns `Work`** has taken the event, but is not done with it: the queue goes on with the next
 *   events, while the work goes on in the order of each agent. Of one agent, the next work waits for the one before; of
 *   different agents, at most `atOnce` are worked on. Work that fails or takes longer than `workLimitMs` is tried again
 *   after 1, 2, 4 … seconds, at most 60; meanwhile it holds up nothing but this agent's work. After `maxTries` the event
 *   is put aside as above, and `EventPutAside` among the derived events has all of it. A session that is lost does not
 *   interrupt work: its end counts when the broker brings the event again.
 * - **One agent holds up the others** only when as many as `prefetch` messages wait for that agent's work: then the
 *   broker sends no more. Set `prefetch` to more than an agent has events in the time that its work may take to be given
 *   up.
 * - **After a crash or a lost connection** the events that were not acknowledged, at most `prefetch`, come again with
 *   `Receipt.redelivered`; ActiveMQ itself forgets that mark when it crashes. What this client has taken before is left out.
 * - **The queue begins with the first connect** of a consumer of this name; from then on ActiveMQ fills it whether
 *   somebody reads it or not. Delete it at the broker when it is no longer wanted.
 */
export interface QueueDelivery {
  readonly kind: 'queue';
  /**
   * Name of the consumer: letters, digits, `_` and `-`. The queue is `Consumer.<name>.<destination>`. Clients with the
   * same name share the events, clients with different names get all of them.
   */
  readonly name: string;
  /** How many events the broker sends ahead of the acknowledgements; default 50. */
  readonly prefetch?: number | undefined;
  /**
   * For a hot standby; default false. Of several clients with this name the broker gives all events to one, and the
   * others get nothing until that one is gone; then the next goes on with what was not acknowledged. They know the
   * agents and calls all the time, and can send commands.
   */
  readonly exclusive?: boolean | undefined;
  /** How often an event that a listener fails on is tried again; default 5. */
  readonly maxRedeliveries?: number | undefined;
  /** For how many events work goes on at once; at most `prefetch`; default 50, or `prefetch` where that is less. */
  readonly atOnce?: number | undefined;
  /** How long one try of the work on an event may take, in milliseconds; default 60 000. */
  readonly workLimitMs?: number | undefined;
  /** How often the work on an event is tried, at most; default 20. */
  readonly maxTries?: number | undefined;
}

/** How events reach the listeners of `event`; default: `topic`. */
export type Delivery = TopicDelivery | QueueDelivery;

/** A queue of events as it is subscribed to. */
export interface QueueSettings {
  /** The broker's name for the queue. */
  readonly queue: string;
  readonly prefetch: number;
  readonly exclusive: boolean;
  readonly maxRedeliveries: number;
  readonly atOnce: number;
  readonly workLimitMs: number;
  readonly maxTries: number;
}

/** @throws {GcError} GC_INVALID_CONFIGURATION when events cannot come through this queue. */
export function queueSettings(delivery: QueueDelivery, destination: string): QueueSettings {
  const { name, prefetch = 50, exclusive = false, maxRedeliveries = 5 } = delivery;
  if (!/^VirtualTopic\../.test(destination)) {
    throw invalidOption(sayOfOption('queueDestination', { destination }));
  }
  if (!/^[A-Za-z0-9_-]+$/.test(name)) {
    throw invalidOption(sayOfOption('consumerName', { name }));
  }
  checkNumber('the number of events sent ahead (delivery.prefetch)', prefetch, {
    least: 1,
    most: 100_000,
    whole: true,
  });
  return {
    queue: `Consumer.${name}.${destination}`,
    prefetch,
    exclusive,
    ...workSettings(delivery, prefetch),
    maxRedeliveries: checkNumber('the number of redeliveries (delivery.maxRedeliveries)', maxRedeliveries, {
      least: 0,
      most: 1000,
      whole: true,
    }),
  };
}

function workSettings(delivery: QueueDelivery, prefetch: number) {
  const { atOnce = Math.min(50, prefetch), workLimitMs = 60_000, maxTries = 20 } = delivery;
  return {
    atOnce: checkNumber('the number of events worked on at once (delivery.atOnce)', atOnce, {
      least: 1,
      most: prefetch,
      whole: true,
    }),
    workLimitMs: checkNumber('the time limit of work on an event (delivery.workLimitMs)', workLimitMs, {
      least: 1,
      most: longestMs,
    }),
    maxTries: checkNumber('the number of tries of work on an event (delivery.maxTries)', maxTries, {
      least: 1,
      most: 1000,
      whole: true,
    }),
  };
}
